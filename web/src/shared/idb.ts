import { STORES, type StoreName } from './names';

const VERSION = 1;

/** Opens a profile's database, or resolves to null, creating nothing, where there is none. */
export async function openExisting(name: string): Promise<IDBDatabase | null> {
  // To open an absent one is to begin to create it; a page that is put into the back/forward cache
  // in the midst of that would keep every later page waiting.
  const there = (await indexedDB.databases()).some((database) => database.name === name);
  return there ? openUnlessGone(name) : null;
}

function openUnlessGone(name: string): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name);
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
export function openOrCreate(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, VERSION);
    opening.onupgradeneeded = () => {
      for (const store of STORES) {
        opening.result.createObjectStore(store, { autoIncrement: store !== 'meta' });
      }
    };
    opening.onsuccess = () => resolve(yielding(opening.result));
    opening.onerror = () => reject(opening.error);
  });
}

/** The result of one request. */
export function result<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

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
