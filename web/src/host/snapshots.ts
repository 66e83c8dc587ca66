import { snapshotLockName, snapshotMount } from '../shared/names';
import { CarrelError } from './errors';
import type { Journal } from './journal';
import type { EffectOf, Module } from './module';

const [STORE, LOAD] = [false, true];

interface Rewriting {
  before(): Promise<void>;
  change(bytes: Uint8Array): Promise<Uint8Array>;
  after(): Promise<void>;
}

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
      if ((await this.journal.compaction()).generation === 0) return [];
      await this.#mount();
      return this.#generations().flatMap((generation) => {
        return this.module.snapshotsRead(generation) ?? [];
      });
    });
  }

  /**
   * Writes one file, reads it back, has the journal compacted, and then removes the files but for
   * it and the one to fall back on.
   */
  write(effect: EffectOf['snapshot']): Promise<void> {
    const { generation, fallback, bytes } = effect;
    return this.#inTurn(async () => {
      await this.#mount();
      this.module.snapshotsWrite(generation, bytes);
      await this.module.snapshotsSync(STORE);
      // Read back is what the store has, not what the mount still remembers.
      this.module.snapshotsRemove(generation);
      await this.module.snapshotsSync(LOAD);
      if (!same(this.module.snapshotsRead(generation), bytes)) throw new CarrelError('unavailable');
      await this.journal.compact(effect);
      await this.#remove((other) => other !== generation && other !== fallback);
    });
  }

  /** Forgets these frames of the journal; not while a file that holds them is written. */
  forget(keys: readonly number[]): Promise<void> {
    return this.#inTurn(() => this.journal.forget(keys));
  }

  /** Puts `change` of each file in its place. Nothing else is done to them from `before` to `after`. */
  rewrite({ before, change, after }: Rewriting): Promise<void> {
    return this.#inTurn(async () => {
      await before();
      const databases = await indexedDB.databases();
      if (databases.some(({ name }) => name === snapshotMount(this.profile))) {
        await this.#mount();
        for (const generation of this.#generations()) {
          const bytes = this.module.snapshotsRead(generation);
          if (bytes) this.module.snapshotsWrite(generation, await change(bytes));
        }
        await this.module.snapshotsSync(STORE);
      }
      await after();
    });
  }

  /** The mount as the store has it now: another tab may have led since. */
  async #mount(): Promise<void> {
    await this.journal.check();
    await this.module.snapshotsMount(this.profile);
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

  /** The mount is one directory: what is done to it is done one by one, by all tabs. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const { locks } = navigator;
    const turn = this.#last.then(async () => {
      return locks ? await locks.request(snapshotLockName(this.profile), {}, task) : task();
    });
    this.#last = turn.catch(() => {});
    return turn;
  }
}

function same(a: Uint8Array | null, b: Uint8Array): boolean {
  return a?.length === b.length && a.every((byte, i) => byte === b[i]);
}
