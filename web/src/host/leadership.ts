import { leaderLockName } from '../shared/names';

/** The profile's leader is the tab that holds its Web Lock. Without Web Locks there is none. */
export class Leadership {
  #end: (() => void) | null = null;

  constructor(
    readonly profile: string,
    readonly changed: (leader: boolean) => void,
  ) {}

  /** Asks for the lock; `changed(true)` once it is held. */
  seek(): void {
    if (this.#end || !navigator.locks) return;
    const waiting = new AbortController();
    this.#end = () => waiting.abort();
    const hold = () =>
      new Promise<void>((release) => {
        if (waiting.signal.aborted) return release();
        this.#end = () => {
          release();
          this.changed(false);
        };
        this.changed(true);
      });
    const { signal } = waiting;
    navigator.locks.request(leaderLockName(this.profile), { signal }, hold).catch(() => {});
  }

  /** Gives the lock up, or no longer waits for it. */
  resign(): void {
    const end = this.#end;
    this.#end = null;
    end?.();
  }
}
