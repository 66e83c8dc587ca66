import { STORES, type StoreName } from './names';

/** Of a database that is new; each change of how its records lie at rest makes the next. */
export const FIRST_VERSION = 1;

/** Opens a profile's database, or resolves to null, creating nothing, where there is none. */
export async function openExisting(name: string, version?: number): Promise<IDBDatabase | null> {
  // To open an absent one is to begin to create it; a page that is put into the back/forward cache
  // in the midst of that would keep every later page waiting.
  const there = (await indexedDB.databases()).some((database) => database.name === name);
  return there ? openUnlessGone(name, version) : null;
}

function openUnlessGone(name: string, version?: number): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    let absent = false;
    opening.onupgradeneeded = () => {
      absent = true;
      opening.transaction?.abort();
    };
    opening.onsuccess = () => resolve(yielding(opening.result));
    opening.onerror = () => (absent ? resolve(null) : reject(opening.error));
  });
}

/** Opens a profile's database, with its stores created where it is new. */
export function openOrCreate(name: string, version?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => {
      for (const store of STORES) {
        opening.result.createObjectStore(store, { autoIncrement: store !== 'meta' });
      }
    };
    opening.onsuccess = () => resolve(yielding(opening.result));
    opening.onerror = () => reject(opening.error);
  });
}

/**
 * Makes the next version of a database: `change` has it alone, once every other connection has given
 * way. Null where `change` resolves to false; then everything is as before.
 */
export function openNext(
  name: string,
  version: number,
  change: (transaction: IDBTransaction) => Promise<boolean>,
): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    let made: Promise<boolean> | undefined;
    opening.onupgradeneeded = () => {
      const { transaction } = opening;
      if (!transaction) return;
      made = change(transaction);
      const undo = () => transaction.abort();
      made.then((done) => done || undo(), undo);
    };
    opening.onsuccess = () => {
      if (made) return resolve(opening.result);
      opening.result.close();
      reject(new DOMException('another has made it', 'VersionError'));
    };
    opening.onerror = async () => {
      // Rejects with what `change` failed of.
      if ((await made?.catch(reject)) === false) resolve(null);
      else reject(opening.error);
    };
  });
}

/** The result of one request. */
export function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** All keys that begin so. */
export const within = (prefix: string) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/** Commits at once, and resolves once the transaction is complete. */
export function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.commit();
  });
}

/** Puts one value in a transaction of its own; resolves to its key once it is stored. */
export async function put(
  db: IDBDatabase,
  store: StoreName,
  value: unknown,
  { key, durability }: { key?: IDBValidKey; durability: IDBTransactionDurability },
): Promise<IDBValidKey> {
  const transaction = db.transaction(store, 'readwrite', { durability });
  const request = transaction.objectStore(store).put(value, key);
  await committed(transaction);
  return request.result;
}

/** A connection that gives way to a deletion in another tab. */
function yielding(db: IDBDatabase): IDBDatabase {
  db.onversionchange = () => db.close();
  return db;
}
