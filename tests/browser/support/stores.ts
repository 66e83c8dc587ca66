import type { Page } from 'playwright-core';

export interface Stores {
  local: string[];
  session: string[];
  /** Database names. */
  databases: string[];
  /** Item keys of the journal's frames, in order. */
  journal: string[];
  inbox: number;
  caches: string[];
  opfs: string[];
  /** Item keys that occur in any snapshot. */
  snapshots: string;
}

/** Everything that the page's origin holds in the browser, but for cookies. */
export function stores(page: Page, profile: string): Promise<Stores> {
  return page.evaluate(async (owner) => {
    const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
    const open = (name: string) =>
      new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const all = async <T>(name: string, store: string): Promise<T[]> => {
      if (!names.includes(name)) return [];
      const database = await open(name);
      try {
        return await new Promise<T[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      } finally {
        database.close();
      }
    };
    // docs/formats/journal.md: format, length (4), flags, writer (8), seq (varint), stamp (8), item.
    const itemOf = (frame: Uint8Array) => {
      let at = 14;
      while ((frame[at++] ?? 0) >= 0x80);
      at += 8;
      const length = frame[at] ?? 0;
      return new TextDecoder().decode(frame.subarray(at + 1, at + 1 + length));
    };
    const directory = await navigator.storage.getDirectory();
    const opfs: string[] = [];
    for await (const name of (directory as unknown as { keys(): AsyncIterable<string> }).keys())
      opfs.push(name);
    const files = await all<{ contents?: Uint8Array }>(`/carrel/${owner}/snapshots`, 'FILE_DATA');
    return {
      local: Object.keys(localStorage).sort(),
      session: Object.keys(sessionStorage).sort(),
      databases: names.sort(),
      journal: (await all<Uint8Array>(`carrel/${owner}`, 'journal')).map(itemOf).sort(),
      inbox: (await all(`carrel/${owner}`, 'inbox')).length,
      caches: (await caches.keys()).sort(),
      opfs,
      snapshots: files.map(({ contents }) => new TextDecoder('latin1').decode(contents)).join(),
    };
  }, profile);
}
