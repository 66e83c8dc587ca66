import { forceCloseDatabase, IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failureOf } from '../src/host/failure';
import { type Append, EMPTY, Journal } from '../src/host/journal';
import { openOrCreate, put, result, within } from '../src/shared/idb';
import { LEDGER, PROOF } from '../src/shared/names';

const NAME = 'carrel/guest';
const bytes = (...values: number[]) => Uint8Array.from(values);
const append = (members: Partial<Append>): Append => ({
  frames: [],
  strict: false,
  decision: '',
  consent: null,
  inbox: 0,
  ...members,
});

let journal: Journal;
beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  journal = new Journal('guest');
});
afterEach(() => {
  journal.close();
  vi.restoreAllMocks();
});

async function meta(key: string): Promise<unknown> {
  const db = await openOrCreate(NAME);
  const value = await result(db.transaction('meta').objectStore('meta').get(key));
  db.close();
  return value;
}

async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(() => 'none', failureOf);
}

const frames = async (after: number, count: number) => (await journal.read(after, count)).frames;

test('reading creates no database', async () => {
  expect(await journal.read(0, 10)).toEqual(EMPTY);
  expect(await journal.inbox()).toEqual([]);
  expect(await indexedDB.databases()).toEqual([]);
});

test('frames get ascending keys and are read on from a key, in chunks', async () => {
  expect(await journal.append(append({ frames: [bytes(1), bytes(2)] }))).toEqual([1, 2]);
  expect(await journal.append(append({ frames: [bytes(3)] }))).toEqual([3]);
  expect(await frames(1, 1)).toEqual([{ key: 2, bytes: bytes(2) }]);
  expect(await frames(2, 9)).toEqual([{ key: 3, bytes: bytes(3) }]);
});

test('appends issued together commit in the order given', async () => {
  const appends = [1, 2, 3].map((n) => journal.append(append({ frames: [bytes(n)] })));
  expect(await Promise.all(appends)).toEqual([[1], [2], [3]]);
});

test('on an open connection an append is issued before the call returns', async () => {
  await journal.append(append({ frames: [bytes(1)] }));
  const committed = vi.spyOn(IDBTransaction.prototype, 'commit');
  const appended = journal.append(append({ frames: [bytes(2)], strict: true }));
  expect(committed).toHaveBeenCalledOnce();
  await appended;
});

test('a frame, its decision and the settled inbox entry share one transaction', async () => {
  const db = await openOrCreate(NAME);
  const key = Number(await put(db, 'inbox', { choice: 'granted' }, { durability: 'strict' }));
  db.close();
  expect(await journal.inbox()).toEqual([{ key, value: { choice: 'granted' } }]);
  const begun = vi.spyOn(IDBDatabase.prototype, 'transaction');
  await journal.append(append({ frames: [bytes(1)], strict: true, decision: 'd', inbox: key }));
  expect(begun).toHaveBeenCalledExactlyOnceWith(['journal', 'meta', 'inbox'], 'readwrite', {
    durability: 'strict',
  });
  expect(await journal.inbox()).toEqual([]);
  expect(await meta('decision')).toBe('d');
});

test('a choice of which a record is due waits for it by the number of its frame', async () => {
  const choice = (byte: number) =>
    append({ frames: [bytes(byte)], decision: 'd', consent: bytes(byte + 100) });
  await journal.append(append({ frames: [bytes(1)] }));
  await journal.append(choice(2));
  await journal.append(append({ frames: [bytes(3)], decision: 'd' }));
  const erasing = append({ frames: [bytes(4), bytes(5)], decision: 'd', consent: bytes(105) });
  await journal.append(erasing);
  const due = await journal.meta((meta) => result(meta.getAll(within(PROOF.due))), []);
  expect(due).toEqual([bytes(102), bytes(105)]);
  expect(await meta('proof/due/000000005')).toEqual(bytes(105));
});

test('what another tab has settled is not appended a second time', async () => {
  const db = await openOrCreate(NAME);
  const inbox = Number(await put(db, 'inbox', { choice: 'granted' }, { durability: 'strict' }));
  db.close();
  const choice = append({ frames: [bytes(1)], strict: true, decision: 'd', inbox });
  const other = new Journal('guest');
  const keys = await Promise.all([journal.append(choice), other.append(choice)]);
  other.close();
  expect(keys.map((each) => each.length).sort()).toEqual([0, 1]);
  expect(await frames(0, 9)).toHaveLength(1);
});

test('forgetting deletes these frames and no others', async () => {
  await journal.append(append({ frames: [bytes(1), bytes(2), bytes(3)] }));
  await journal.forget([1, 3]);
  expect((await frames(0, 9)).map(({ key }) => key)).toEqual([2]);
});

test('compacting deletes what is behind, spares what is named and is told to who reads', async () => {
  await journal.append(append({ frames: [1, 2, 3, 4, 5].map((n) => bytes(n)) }));
  await journal.compact({ generation: 1, deleteTo: 0, spare: [] });
  expect(await journal.compaction()).toEqual({ generation: 1, deletedTo: 0, forgotten: 0 });
  await journal.compact({ generation: 2, deleteTo: 3, spare: [2] });
  expect((await frames(0, 9)).map(({ key }) => key)).toEqual([2, 4, 5]);
  await journal.compact({ generation: 3, deleteTo: 4, spare: [] });
  expect((await frames(0, 9)).map(({ key }) => key)).toEqual([2, 5]);
  await journal.forget([5]);
  const compaction = { generation: 3, deletedTo: 4, forgotten: 4 };
  expect(await journal.read(0, 9)).toEqual({ frames: [{ key: 2, bytes: bytes(2) }], compaction });
});

test('rewriting keeps what came into the ledger meanwhile', async () => {
  const own = new Journal('ledger');
  const holds = (value: number) =>
    own.metaMade(async (meta) => void meta.put(new Uint8Array([value]), LEDGER));
  await holds(1);
  let changes = 0;
  await own.rewrite(async (bytes) => {
    if (changes++ === 0) await holds(2);
    return bytes.map((byte) => byte + 10);
  });
  const lies = await own.meta((meta) => result<unknown>(meta.get(LEDGER)), null);
  expect([lies, changes]).toEqual([new Uint8Array([12]), 2]);
  own.close();
});

test('a foreign entry is read as an empty frame', async () => {
  const db = await openOrCreate(NAME);
  await put(db, 'journal', 'not bytes', { durability: 'relaxed' });
  db.close();
  expect(await frames(0, 9)).toEqual([{ key: 1, bytes: bytes() }]);
});

test('a connection that the browser closes is opened again', async () => {
  const opened = vi.spyOn(IDBFactory.prototype, 'open');
  await journal.append(append({ frames: [bytes(1)] }));
  const db = await new Promise<IDBDatabase>((resolve) => {
    const { value } = opened.mock.results[0] ?? {};
    resolve((value as IDBOpenDBRequest).result);
  });
  forceCloseDatabase(db as never);
  expect(await journal.append(append({ frames: [bytes(2)] }))).toEqual([2]);
  expect(opened).toHaveBeenCalledTimes(2);
});

test('what was not acknowledged when the connection died is put again', async () => {
  await journal.append(append({ frames: [bytes(1)] }));
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('', 'InvalidStateError');
  });
  expect(await journal.append(append({ frames: [bytes(2)] }))).toEqual([2]);
});

const keptBytes = async () => (await frames(0, 9)).map(({ bytes: [first] }) => first);

test('what is put again keeps its place before what came after it', async () => {
  const opened = vi.spyOn(IDBFactory.prototype, 'open');
  await journal.append(append({ frames: [bytes(1)] }));
  const { value } = opened.mock.results[0] ?? {};
  const { result: db } = value as IDBOpenDBRequest;
  vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementationOnce(function (this: unknown) {
    const error = new DOMException('', 'AbortError');
    Object.defineProperty(this, 'error', { value: error });
    (this as IDBTransaction).abort();
  });
  const aborted = journal.append(append({ frames: [bytes(2)] }));
  db.close();
  const later = [3, 4].map((n) => journal.append(append({ frames: [bytes(n)] })));
  await Promise.all([aborted, ...later]);
  expect(await keptBytes()).toEqual([1, 2, 3, 4]);
});

test('what would come after a later write is not put again', async () => {
  await journal.append(append({ frames: [bytes(1)] }));
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
    throw new DOMException('', 'UnknownError');
  });
  const older = failure(journal.append(append({ frames: [bytes(2)] })));
  await journal.append(append({ frames: [bytes(3)] }));
  expect(await older).toBe('closed');
  expect(await keptBytes()).toEqual([1, 3]);
});

test('what was asked for before closing is done, though the database has yet to open', async () => {
  const appended = [1, 2].map((n) => journal.append(append({ frames: [bytes(n)] })));
  journal.close();
  expect(await failure(journal.append(append({ frames: [bytes(3)] })))).toBe('closed');
  expect(await Promise.all(appended)).toEqual([[1], [2]]);
  journal = new Journal('guest');
  expect(await keptBytes()).toEqual([1, 2]);
  const deleted = indexedDB.deleteDatabase(NAME);
  await new Promise((resolve) => {
    deleted.onsuccess = resolve;
  });
});

test('another tab may delete the database; the next append creates it anew', async () => {
  await journal.append(append({ frames: [bytes(1)] }));
  const deleted = indexedDB.deleteDatabase(NAME);
  await new Promise((resolve) => {
    deleted.onsuccess = resolve;
  });
  expect(await journal.append(append({ frames: [bytes(2)] }))).toEqual([1]);
});

test('a full disk is a quota failure, and the next append is tried', async () => {
  await journal.append(append({ frames: [bytes(1)] }));
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
    throw new DOMException('', 'QuotaExceededError');
  });
  expect(await failure(journal.append(append({ frames: [bytes(2)] })))).toBe('quota');
  expect(await journal.append(append({ frames: [bytes(3)] }))).toEqual([2]);
});

test('storage that cannot be opened is unavailable, until it can', async () => {
  vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
    throw new DOMException('', 'SecurityError');
  });
  expect(await failure(journal.append(append({ frames: [bytes(1)] })))).toBe('unavailable');
  expect(await journal.append(append({ frames: [bytes(1)] }))).toEqual([1]);
});

test('a closed journal takes nothing', async () => {
  await journal.append(append({ frames: [bytes(1)] }));
  journal.close();
  expect(await failure(journal.append(append({ frames: [bytes(2)] })))).toBe('closed');
  const unopened = new Journal('guest');
  unopened.close();
  expect(await failure(unopened.append(append({ frames: [bytes(2)] })))).toBe('closed');
});
