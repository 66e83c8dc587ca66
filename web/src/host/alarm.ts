const LONGEST = 2 ** 31 - 1;

/** One timer; a newer time replaces the older. */
export class Alarm {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly ring: () => void) {}

  set(at: number): void {
    this.clear();
    this.#timer = setTimeout(this.ring, Math.max(0, Math.min(at - Date.now(), LONGEST)));
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
