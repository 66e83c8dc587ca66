import { SENDS, WHO_SENDS } from '../shared/names';
import type { Word } from './peers';

/** So long, and at most twice as long, a live tab may take to answer (ms). */
export const PATIENCE = 4_000;

/** After an answer nothing is asked for so long (ms). */
export const PAUSE = 10_000;

/**
 * Who sends: the leader, or a tab that stands in for it while it does not answer, since it is
 * frozen or there are no Web Locks. Should two, they send the same.
 */
export class StandIn {
  #leads = false;
  #stands = false;
  #again = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly say: (word: Word) => void,
    /** Whether something waits to be sent; what was just written may not be known to. */
    readonly waits: (wrote: boolean) => boolean,
    readonly changed: (leads: boolean, sends: boolean) => void,
  ) {}

  lead(leads: boolean): void {
    this.clear();
    this.#leads = leads;
    this.#stands = false;
    this.changed(leads, leads);
  }

  /** There may be something new to send. */
  wrote(): void {
    if (this.#timer) this.#again = true;
    else if (!this.#leads && !this.#stands) this.#ask(true);
  }

  heard(word: Word): void {
    if (this.#leads || (this.#stands && word === WHO_SENDS)) this.say(SENDS);
    else if (word === SENDS) this.#answered();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #ask(wrote: boolean): void {
    this.#again = false;
    if (!this.waits(wrote)) return;
    this.#after(PATIENCE * (1 + Math.random()), () => this.#stand(true));
    this.say(WHO_SENDS);
  }

  /** The others that wait hear of it, so that hardly ever two stand in. */
  #stand(stands: boolean): void {
    if (this.#stands === stands) return;
    this.#stands = stands;
    if (stands) this.say(SENDS);
    this.changed(false, stands);
  }

  #answered(): void {
    this.#stand(false);
    this.#after(PAUSE, () => this.#ask(this.#again));
  }

  #after(ms: number, then: () => void): void {
    this.clear();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      then();
    }, ms);
  }
}
