import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { leaveChoice } from '../src/loader/inbox';
import { openExisting, openOrCreate, put, result } from '../src/shared/idb';
import { profileNamed, visitKey } from '../src/shared/names';
import type { InboxChoice } from '../src/shared/types';

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe('openExisting', () => {
  it('creates nothing where there is nothing', async () => {
    expect(await openExisting('carrel/guest')).toBeNull();
    expect(await indexedDB.databases()).toEqual([]);
  });

  it('opens what is there, and gives way to a deletion', async () => {
    (await openOrCreate('carrel/guest')).close();
    const db = await openExisting('carrel/guest');
    expect([...(db?.objectStoreNames ?? [])]).toEqual(['inbox', 'journal', 'meta']);
    await result(indexedDB.deleteDatabase('carrel/guest'));
    expect(await indexedDB.databases()).toEqual([]);
  });
});

describe('put', () => {
  it('numbers frames, and keeps named values under their names', async () => {
    const db = await openOrCreate('carrel/guest');
    const frame = new Uint8Array([1]);
    expect(await put(db, 'journal', frame, { durability: 'relaxed' })).toBe(1);
    expect(await put(db, 'journal', frame, { durability: 'strict' })).toBe(2);
    const named = { key: 'decision', durability: 'strict' } as const;
    expect(await put(db, 'meta', 'text', named)).toBe('decision');
    db.close();
  });

  it('rejects what cannot be stored', async () => {
    const db = await openOrCreate('carrel/guest');
    await expect(put(db, 'inbox', () => 0, { durability: 'strict' })).rejects.toThrow();
    db.close();
  });
});

it('leaves a choice where the engine looks for it', async () => {
  const choice: InboxChoice = { choice: 'refused', purposes: [], policy: 'a', texts: 'b', at: 1 };
  await leaveChoice('guest', choice);
  const db = await openExisting('carrel/guest');
  const inbox = db?.transaction('inbox').objectStore('inbox');
  expect(inbox && (await result(inbox.getAll()))).toEqual([choice]);
  db?.close();
});

describe('names', () => {
  it('take guest for what names no profile', () => {
    expect(profileNamed('abc123')).toBe('abc123');
    for (const name of [null, '', 'abc', 'ABCD', 'a/b/c', 'a'.repeat(41)]) {
      expect(profileNamed(name)).toBe('guest');
    }
  });

  it('leave out an empty sub', () => {
    expect(visitKey('guest', 'quiz.answer', 'q', '1/15')).toBe(
      'carrel/guest/visit/quiz.answer/q/1/15',
    );
    expect(visitKey('guest', 'pref.theme', 'site')).toBe('carrel/guest/visit/pref.theme/site');
  });
});
