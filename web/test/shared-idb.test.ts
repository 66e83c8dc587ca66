import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, expect, test, vi } from 'vitest';
import { openExisting, openOrCreate } from '../src/shared/idb';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test('a database that is absent is neither created nor opened', async () => {
  const open = vi.spyOn(indexedDB, 'open');
  expect(await openExisting('carrel/guest')).toBeNull();
  expect(await indexedDB.databases()).toEqual([]);
  expect(open).not.toHaveBeenCalled();
});

test('a database that is there is opened as it is', async () => {
  (await openOrCreate('carrel/guest')).close();
  const db = await openExisting('carrel/guest');
  expect([...(db?.objectStoreNames ?? [])].sort()).toEqual(['inbox', 'journal', 'meta']);
});

test('a database deleted between the look and the opening is not created', async () => {
  vi.spyOn(indexedDB, 'databases').mockResolvedValue([{ name: 'carrel/guest', version: 1 }]);
  expect(await openExisting('carrel/guest')).toBeNull();
  vi.restoreAllMocks();
  expect(await indexedDB.databases()).toEqual([]);
});
