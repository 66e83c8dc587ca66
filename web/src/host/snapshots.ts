import { CarrelError } from './errors';
import type { Journal } from './journal';
import type { Module } from './module';

const [STORE, LOAD] = [false, true];

/** Write-once files `snap-<generation>` on the profile's IDBFS mount. */
export class Snapshots {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly module: Module,
    readonly profile: string,
    readonly journal: Journal,
  ) {}

  /** The snapshots' bytes, newest first; mounts nothing where there is none. */
  read(): Promise<Uint8Array[]> {
    return this.#inTurn(async () => {
      if ((await this.journal.generation()) === 0) return [];
      await this.#mount();
      return this.#generations().flatMap((generation) => {
        return this.module.snapshotsRead(generation) ?? [];
      });
    });
  }

  /** Writes one file, reads it back, and then names it the newest. */
  write(generation: number, bytes: Uint8Array): Promise<void> {
    return this.#inTurn(async () => {
      await this.#mount();
      this.module.snapshotsWrite(generation, bytes);
      await this.module.snapshotsSync(STORE);
      // Read back is what the store has, not what the mount still remembers.
      this.module.snapshotsRemove(generation);
      await this.module.snapshotsSync(LOAD);
      if (!same(this.module.snapshotsRead(generation), bytes)) throw new CarrelError('unavailable');
      await this.journal.setGeneration(generation);
      await this.#remove((other) => other < generation - 1);
    });
  }

  /** Forgets these frames of the journal and every file; rejects where files may be left. */
  forget(keys: readonly number[]): Promise<void> {
    return this.#inTurn(async () => {
      const there = (await this.journal.generation()) > 0;
      await this.journal.forget(keys);
      if (!there) return;
      await this.#mount();
      await this.#remove(() => true);
      await this.journal.setGeneration(0);
    });
  }

  /** The mount as the store has it now: another tab may have led since. */
  async #mount(): Promise<void> {
    await this.module.snapshotsMount(this.profile);
    await this.module.snapshotsSync(LOAD);
  }

  async #remove(doomed: (generation: number) => boolean): Promise<void> {
    const generations = this.#generations().filter(doomed);
    if (generations.length === 0) return;
    for (const generation of generations) this.module.snapshotsRemove(generation);
    await this.module.snapshotsSync(STORE);
  }

  #generations(): number[] {
    return [...this.module.snapshotsList()].sort((a, b) => b - a);
  }

  /** The mount is one directory: what is done to it is done one by one. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    this.#last = turn.catch(() => {});
    return turn;
  }
}

function same(a: Uint8Array | null, b: Uint8Array): boolean {
  return a?.length === b.length && a.every((byte, i) => byte === b[i]);
}
