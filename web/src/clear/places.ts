import type { LeavingPlace } from '../shared/types';
import { cookies, expireCookies } from './cookies';
import { isNamed } from './services';

interface Place {
  /** Names of what is there now. */
  find(names: readonly string[]): Promise<string[]>;
  /** Removes what can be removed; `found` is what was there. */
  remove(found: readonly string[], names: readonly string[]): Promise<void>;
}

/** Deletions of databases that a page still holds open are carried out once it closes them. */
const PATIENCE_MS = 1000;

const webStorage = (storage: () => Storage): Place => ({
  find: async (names) => Object.keys(storage()).filter((key) => isNamed(names, key)),
  remove: async (found) => {
    for (const key of found) storage().removeItem(key);
  },
});

export const PLACES: Record<LeavingPlace, Place> = {
  cookies: {
    find: async (names) => cookies(names),
    remove: async (_, names) => expireCookies(names),
  },
  local: webStorage(() => localStorage),
  session: webStorage(() => sessionStorage),
  databases: {
    async find(names) {
      const all = await indexedDB.databases();
      return all.flatMap(({ name = '' }) => (isNamed(names, name) ? [name] : []));
    },
    async remove(found) {
      await Promise.all(found.map(deleteDatabase));
    },
  },
  caches: {
    find: async (names) => (await caches.keys()).filter((name) => isNamed(names, name)),
    async remove(found) {
      await Promise.all(found.map((name) => caches.delete(name)));
    },
  },
  files: {
    async find(names) {
      const found: string[] = [];
      for await (const name of (await files()).keys()) if (isNamed(names, name)) found.push(name);
      return found;
    },
    async remove(found) {
      const root = await files();
      const options = { recursive: true };
      await Promise.allSettled(found.map((name) => root.removeEntry(name, options)));
    },
  },
};

/** The origin's private file system. */
async function files(): Promise<FileSystemDirectoryHandle & { keys(): AsyncIterable<string> }> {
  return (await navigator.storage.getDirectory()) as never;
}

function deleteDatabase(name: string): Promise<void> {
  return new Promise((resolve) => {
    const deleting = indexedDB.deleteDatabase(name);
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => resolve();
    // Behind another deletion that is blocked, this one hears nothing.
    setTimeout(resolve, PATIENCE_MS);
  });
}
