import type { Page } from 'playwright-core';

/** One value of an object store, as bytes; those of a file on IDBFS are its contents. */
export interface Entry {
  key: number | string;
  bytes: number[];
}

interface Place {
  database: string;
  store: string;
}

export const JOURNAL: Place = { database: 'carrel/guest', store: 'journal' };
export const SNAPSHOTS: Place = { database: '/carrel/guest/snapshots', store: 'FILE_DATA' };

/** All that lies there; nothing where the database is absent. */
export function entries(page: Page, place: Place): Promise<Entry[]> {
  return page.evaluate(async ({ database, store }) => {
    const known = await indexedDB.databases();
    if (!known.some(({ name }) => name === database)) return [];
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open(database));
    const held = db.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([done(held.getAllKeys()), done(held.getAll())]);
    db.close();
    const bytes = values.map((value) => value.contents ?? value);
    return keys.map((key, i) => ({
      key: key as number | string,
      bytes: Array.from(bytes[i] as Uint8Array),
    }));
  }, place);
}

/** Puts other bytes in the place of these. */
export function overwrite(page: Page, place: Place, entry: Entry): Promise<void> {
  return page.evaluate(
    async ([{ database, store }, { key, bytes }]) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const db = await done(indexedDB.open(database));
      const held = db.transaction(store, 'readwrite').objectStore(store);
      const file = await done(held.get(key));
      const contents = Uint8Array.from(bytes);
      await done(held.put(file?.contents ? { ...file, contents } : contents, key));
      db.close();
    },
    [place, entry] as const,
  );
}
