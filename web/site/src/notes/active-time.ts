const IDLE_MS = 60_000;

/** Time at work: the page in view, and used in the last minute. Moments are in milliseconds. */
export class ActiveTime {
  #at: number;
  #used: number;
  #shown: boolean;
  #gathered = 0;

  /** A page that is opened is used. */
  constructor(now: number, shown: boolean) {
    this.#at = now;
    this.#used = now;
    this.#shown = shown;
  }

  used(now: number): void {
    this.#advance(now);
    this.#used = now;
  }

  shown(now: number, shown: boolean): void {
    this.#advance(now);
    if (shown && !this.#shown) this.#used = now;
    this.#shown = shown;
  }

  /** Whole seconds since the last call; what is left over counts with the next. */
  take(now: number): number {
    this.#advance(now);
    const seconds = Math.floor(this.#gathered / 1000);
    this.#gathered -= seconds * 1000;
    return seconds;
  }

  #advance(now: number): void {
    const end = Math.min(now, this.#used + IDLE_MS);
    if (this.#shown) this.#gathered += Math.max(0, end - this.#at);
    this.#at = Math.max(this.#at, now);
  }
}
