import { committed, result } from '../shared/idb';
import { databaseName, META } from '../shared/names';
import { Connection } from './connection';
import type { Frame } from './module';

const ALL = ['journal', 'meta', 'inbox'] as const;

export interface Append {
  frames: readonly Uint8Array[];
  strict: boolean;
  /** The decision's new text; empty where it stays as it is. */
  decision: string;
  /** Key of the inbox entry that this settles; 0 where there is none. */
  inbox: number;
}

export interface InboxEntry {
  key: number;
  value: unknown;
}

/** The write-ahead journal of one profile, its decision and inbox. */
export class Journal {
  readonly #connection: Connection;

  constructor(profile: string) {
    this.#connection = new Connection(databaseName(profile));
  }

  /** Appends in one transaction; resolves to the frames' keys once it is complete. */
  append({ frames, strict, decision, inbox }: Append): Promise<number[]> {
    return this.#connection.write(async (db) => {
      const stores = decision || inbox ? ALL : 'journal';
      const durability = strict ? 'strict' : 'relaxed';
      const transaction = db.transaction(stores, 'readwrite', { durability });
      const journal = transaction.objectStore('journal');
      const puts = frames.map((frame) => journal.put(frame));
      if (decision) transaction.objectStore('meta').put(decision, META.decision);
      if (inbox) transaction.objectStore('inbox').delete(inbox);
      await committed(transaction);
      return puts.map((put) => Number(put.result));
    });
  }

  /** At most `count` frames whose keys come after `after`, in order. */
  read(after: number, count: number): Promise<Frame[]> {
    return this.#connection.read(async (db) => {
      const store = db.transaction('journal').objectStore('journal');
      const range = IDBKeyRange.lowerBound(after, true);
      const [keys, frames] = await Promise.all([
        result(store.getAllKeys(range, count)),
        result(store.getAll(range, count)),
      ]);
      return keys.map((key, i) => ({ key: Number(key), bytes: bytesOf(frames[i]) }));
    }, []);
  }

  /** Deletes these frames. */
  forget(keys: readonly number[]): Promise<void> {
    return this.#connection.write((db) => {
      const durability = 'strict';
      const transaction = db.transaction('journal', 'readwrite', { durability });
      const journal = transaction.objectStore('journal');
      for (const key of keys) journal.delete(key);
      return committed(transaction);
    });
  }

  /** The newest snapshot's generation; 0 where there is none. */
  generation(): Promise<number> {
    return this.#connection.read(async (db) => {
      const meta = db.transaction('meta').objectStore('meta');
      return Number((await result(meta.get(META.snapshot))) ?? 0);
    }, 0);
  }

  setGeneration(generation: number): Promise<void> {
    return this.#connection.write((db) => {
      const transaction = db.transaction('meta', 'readwrite');
      transaction.objectStore('meta').put(generation, META.snapshot);
      return committed(transaction);
    });
  }

  inbox(): Promise<InboxEntry[]> {
    return this.#connection.read(async (db) => {
      const store = db.transaction('inbox').objectStore('inbox');
      const [keys, values] = await Promise.all([
        result(store.getAllKeys()),
        result(store.getAll()),
      ]);
      return keys.map((key, i) => ({ key: Number(key), value: values[i] as unknown }));
    }, []);
  }

  close(): void {
    this.#connection.close();
  }
}

/** What lies in a foreign or damaged entry counts as an empty frame, which replay reports. */
function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}
