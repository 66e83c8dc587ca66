import { committed, put, result, within } from '../shared/idb';
import { databaseName, LEDGER, META, numbered, PROOF } from '../shared/names';
import { Connection } from './connection';
import type { Compaction, EffectOf } from './module';
import { Tail } from './tail';

const ALL = ['journal', 'meta', 'inbox'] as const;
const PROOFS = 'proof/';

export interface Append {
  frames: readonly Uint8Array[];
  strict: boolean;
  /** The decision's new text; empty where it stays as it is. */
  decision: string;
  /** The choice, which is the last of the frames, if a record of it is due. */
  consent: Uint8Array | null;
  /** Key of the inbox entry that this settles; 0 where there is none. */
  inbox: number;
}

export interface Frame {
  key: number;
  bytes: Uint8Array;
}

export interface Part {
  frames: Frame[];
  compaction: Compaction;
}

export type Compact = Pick<EffectOf['snapshot'], 'generation' | 'deleteTo' | 'spare'>;

type Entry = [key: IDBValidKey, bytes: Uint8Array];

export interface InboxEntry {
  key: number;
  value: unknown;
}

/** The write-ahead journal of one profile, its decision and inbox. */
export class Journal {
  readonly #connection: Connection;
  readonly #tail: Tail;

  /** `ended`: another tab has changed how the records lie at rest, or deletes them. */
  constructor(profile: string, ended?: (code: 'overtaken' | 'forgotten') => void) {
    this.#connection = new Connection(databaseName(profile), ended);
    this.#tail = new Tail(profile);
  }

  /**
   * Appends in one transaction; resolves to the frames' keys once it is complete. Where its inbox
   * entry is gone nothing is appended, and there are no keys.
   */
  append(append: Append): Promise<number[]> {
    const appended = this.#append(append);
    // A choice is not copied: put back later, it would come after a newer one.
    const { frames, decision, inbox } = append;
    return decision || inbox ? appended : this.#tail.during(frames, appended);
  }

  #append({ frames, strict, decision, consent, inbox }: Append): Promise<number[]> {
    return this.#connection.write(async (db) => {
      const stores = decision || inbox ? ALL : 'journal';
      const durability = strict ? 'strict' : 'relaxed';
      const transaction = db.transaction(stores, 'readwrite', { durability });
      // Another tab may have settled it meanwhile: the choice is in the journal once.
      if (inbox && !(await result(transaction.objectStore('inbox').count(inbox)))) return [];
      const journal = transaction.objectStore('journal');
      const puts = frames.map((frame) => journal.put(frame));
      if (decision) {
        const meta = transaction.objectStore('meta');
        meta.put(decision, META.decision);
        const key = consent && (await Promise.all(puts.map(result))).at(-1);
        if (key) meta.put(consent, numbered(PROOF.due, Number(key)));
      }
      if (inbox) transaction.objectStore('inbox').delete(inbox);
      await committed(transaction);
      return puts.map((put) => Number(put.result));
    });
  }

  /** Copies what is not yet appended to where it is written at once: the page may end. */
  copyTail(): void {
    this.#tail.copy();
  }

  /**
   * Has `take` append what ended pages have copied and not appended; resolves to how many frames it
   * says that were.
   */
  async adoptTail(take = (frames: Uint8Array[]) => this.#adopt(frames)): Promise<number> {
    const left = this.#tail.left();
    if (left.size === 0) return 0;
    const adopted = await take([...left.values()].flat());
    this.#tail.remove(left.keys());
    return adopted;
  }

  #adopt(frames: Uint8Array[]): Promise<number> {
    return this.#connection.write((db) => adopt(db, frames));
  }

  /**
   * At most `count` frames whose keys come after `after`, in order, without it all; and how far it
   * is compacted.
   */
  read(after: number, count?: number): Promise<Part> {
    return this.#connection.read(async (db) => {
      const transaction = db.transaction(['journal', 'meta']);
      const store = transaction.objectStore('journal');
      const range = IDBKeyRange.lowerBound(after, true);
      const [keys, frames, compaction] = await Promise.all([
        result(store.getAllKeys(range, count)),
        result(store.getAll(range, count)),
        compactionIn(transaction),
      ]);
      const bytes = (key: IDBValidKey, i: number) => ({
        key: Number(key),
        bytes: bytesOf(frames[i]),
      });
      return { frames: keys.map(bytes), compaction };
    }, EMPTY);
  }

  compaction(): Promise<Compaction> {
    return this.#connection.read((db) => compactionIn(db.transaction('meta')), NONE);
  }

  /** Names the newest snapshot, and deletes the frames up to `deleteTo` but for those to spare. */
  compact({ generation, deleteTo, spare }: Compact): Promise<void> {
    return this.#change(async (journal, before) => {
      if (deleteTo <= before.deletedTo) return { ...before, generation };
      const spared = new Set(spare);
      const doomed = IDBKeyRange.bound(before.deletedTo, deleteTo, true);
      for (const key of await result(journal.getAllKeys(doomed)))
        if (!spared.has(Number(key))) journal.delete(key);
      return { ...before, generation, deletedTo: deleteTo };
    });
  }

  /** What the frames are sealed with; undefined where they are plain. From then on it has to stay so. */
  async sealed(): Promise<unknown> {
    try {
      return await this.#connection.read((db) => {
        return result<unknown>(db.transaction('meta').objectStore('meta').get(META.seal));
      }, undefined);
    } finally {
      this.#connection.pin();
    }
  }

  /** Whether a choice has ever been kept here. */
  isDecided(): Promise<boolean> {
    return this.#connection.read(async (db) => {
      const meta = db.transaction('meta').objectStore('meta');
      return (await result(meta.count(META.decision))) > 0;
    }, false);
  }

  putSeal(seal: unknown): Promise<void> {
    return this.#connection.write(async (db) => {
      await put(db, 'meta', seal, { key: META.seal, durability: 'strict' });
    });
  }

  /** Runs `task` on the store `meta`, where there is a database, in one transaction. */
  meta<T>(task: (meta: IDBObjectStore) => Promise<T>, absent: T): Promise<T> {
    return this.#connection.read((db) => onMeta(db, task), absent);
  }

  /** The same, and creates the database where there is none. */
  metaMade<T>(task: (meta: IDBObjectStore) => Promise<T>): Promise<T> {
    return this.#connection.write((db) => onMeta(db, task));
  }

  /** Puts `change` of each frame, proof and ledger in its place and `seal` beside them, all at once. */
  async rewrite(change: (frame: Uint8Array) => Promise<Uint8Array>, seal?: unknown): Promise<void> {
    const changed = new Map<IDBValidKey, Uint8Array>();
    let beside: Entry[] = [];
    const replaced = async (transaction: IDBTransaction) => {
      const [journal, meta] = [transaction.objectStore('journal'), transaction.objectStore('meta')];
      const keys = (await result(journal.getAllKeys())).map(Number);
      // A ledger that was changed meanwhile would come back as it was before.
      if (String(await entriesIn(meta)) !== String(beside)) return false;
      if (keys.some((key) => !changed.has(key))) return false;
      for (const key of keys) journal.put(changed.get(key), key);
      for (const [key] of beside) meta.put(changed.get(key), key);
      if (seal) meta.put(seal, META.seal);
      else meta.delete(META.seal);
      return true;
    };
    let newest = 0;
    do {
      for (const { key, bytes } of (await this.read(newest)).frames) {
        changed.set(key, await change(bytes));
        newest = key;
      }
      beside = await this.meta(entriesIn, []);
      for (const [key, bytes] of beside) changed.set(key, await change(bytes));
    } while (!(await this.#connection.upgrade(replaced)));
  }

  /** Rejects where another tab has overtaken this one. */
  check(): Promise<void> {
    return this.#connection.read(async (db) => void db.transaction('meta'), undefined);
  }

  /** Deletes these frames, and every copy that may be of them. */
  forget(keys: readonly number[]): Promise<void> {
    this.#tail.remove();
    return this.#change(async (journal, before) => {
      for (const key of keys) journal.delete(key);
      return { ...before, forgotten: before.generation + 1 };
    });
  }

  #change(
    act: (journal: IDBObjectStore, before: Compaction) => Promise<Compaction>,
  ): Promise<void> {
    return this.#connection.write(async (db) => {
      const durability = 'strict';
      const transaction = db.transaction(['journal', 'meta'], 'readwrite', { durability });
      const before = await compactionIn(transaction);
      const after = await act(transaction.objectStore('journal'), before);
      transaction.objectStore('meta').put(after, META.compaction);
      await committed(transaction);
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

  /** What waits to be written is not. */
  abandon(): void {
    this.#connection.abandon();
  }
}

const NONE: Compaction = { generation: 0, deletedTo: 0, forgotten: 0 };

/** What is read where there is no journal. */
export const EMPTY: Part = { frames: [], compaction: NONE };

async function onMeta<T>(db: IDBDatabase, task: (meta: IDBObjectStore) => Promise<T>): Promise<T> {
  const transaction = db.transaction('meta', 'readwrite', { durability: 'strict' });
  const value = await task(transaction.objectStore('meta'));
  await committed(transaction);
  return value;
}

/** What of `meta` is sealed as the frames are. */
async function entriesIn(meta: IDBObjectStore): Promise<Entry[]> {
  const ranges = [within(PROOFS), IDBKeyRange.only(LEDGER)];
  const all = ranges.map(async (range) => {
    const [keys, values] = [meta.getAllKeys(range), meta.getAll(range)];
    const bytes: unknown[] = await result(values);
    return keys.result.map((key, i): Entry => [key, bytesOf(bytes[i])]);
  });
  return (await Promise.all(all)).flat();
}

async function compactionIn(transaction: IDBTransaction): Promise<Compaction> {
  const stored: unknown = await result(transaction.objectStore('meta').get(META.compaction));
  return { ...NONE, ...(stored as Partial<Compaction> | undefined) };
}

/** Puts those of the frames that the journal does not have. A frame names its writer and number. */
async function adopt(db: IDBDatabase, frames: Uint8Array[]): Promise<number> {
  const transaction = db.transaction('journal', 'readwrite');
  const journal = transaction.objectStore('journal');
  const held = new Set((await result(journal.getAll())).map(String));
  const missing = frames.filter((frame) => frame.length > 0 && !held.has(String(frame)));
  for (const frame of missing) journal.put(frame);
  await committed(transaction);
  return missing.length;
}

/** What lies in a foreign or damaged entry counts as an empty frame, which replay reports. */
function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : new Uint8Array();
}
