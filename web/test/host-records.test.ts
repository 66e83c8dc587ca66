// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { faultsIn } from '../../script/records/chain.mjs';
import type { Carrel } from '../src/host/carrel';
import { openExisting, result } from '../src/shared/idb';
import type { Manner } from '../src/shared/types';
import { built, closeAll, emptyBrowser, functional, open, texts } from './host-real';

const MANNER: Manner = { method: 'banner', language: 'de', interface: '0.1.0', told: true };

/** Deriving a key takes long, on purpose. */
vi.setConfig({ testTimeout: 120_000 });

beforeEach(emptyBrowser);
afterEach(closeAll);

/** The names in `meta`. */
async function held(): Promise<string[]> {
  const db = await openExisting('carrel/guest');
  if (!db) return [];
  const keys = await result(db.transaction('meta').objectStore('meta').getAllKeys());
  db.close();
  return keys.map((key) => String(key).replace(/0\..*/, ''));
}

const settled = (carrel: Carrel) => carrel.receipts();

describe.skipIf(!built)('consent records', () => {
  test('the first grant and each later change make one, and the chain verifies', async () => {
    const carrel = await open();
    await carrel.choose('granted', functional, texts, MANNER);
    await carrel.choose('granted', ['drafts'], texts, { ...MANNER, method: 'choices' });
    await carrel.choose('refused', [], texts, { ...MANNER, method: 'button' });
    const chain = await settled(carrel);
    expect(await faultsIn(chain)).toEqual([]);
    const records = chain.receipts.map(({ record }) => record);
    expect(
      records.map(({ number, choice, state, method }) => [number, choice, state, method]),
    ).toEqual([
      [1, 'granted', 'given', 'banner'],
      [2, 'granted', 'given', 'choices'],
      [3, 'refused', 'withdrawn', 'button'],
    ]);
    expect(records[1]?.purposes.filter(({ granted }) => granted)).toEqual([
      { key: 'drafts', category: 'functional', granted: true },
    ]);
    expect(records[0]).toMatchObject({ language: 'de', interface: '0.1.0', told: true, texts });
  });

  test('who refuses without having granted gets none, and no key', async () => {
    const carrel = await open();
    await carrel.choose('refused', [], texts, MANNER);
    expect((await settled(carrel)).receipts).toEqual([]);
    expect(await held()).toEqual(['decision']);
  });

  test('nobody gets anything before a choice', async () => {
    expect((await settled(await open())).receipts).toEqual([]);
    expect(await held()).toEqual([]);
  });

  test('a record that a page could not make any more is made at the next opening', async () => {
    const carrel = await open();
    const sign = vi.spyOn(crypto.subtle, 'sign').mockRejectedValue(new Error('ended'));
    await carrel.choose('granted', functional, texts, MANNER);
    await carrel.choose('refused', [], texts, MANNER);
    expect((await settled(carrel)).receipts).toEqual([]);
    sign.mockRestore();
    carrel.close();
    const { receipts } = await settled(await open());
    expect(receipts.map(({ record }) => record.choice)).toEqual(['granted', 'refused']);
    expect(await held()).not.toContain('proof/due/');
  });

  test('a restriction does not wait for a signature', async () => {
    const carrel = await open();
    await carrel.choose('granted', functional, texts, MANNER);
    vi.spyOn(crypto.subtle, 'sign').mockReturnValue(new Promise(() => {}));
    await carrel.choose('refused', [], texts, MANNER);
    expect(carrel.decision().choice).toBe('refused');
    expect(carrel.allowed('functional')).toBe(false);
  });

  test('tabs that choose at once make one chain', async () => {
    const tabs = await Promise.all([open(), open(), open()]);
    await tabs[0]?.choose('granted', functional, texts, MANNER);
    await Promise.all(
      tabs.flatMap((tab, i) => [
        tab.choose('granted', functional.slice(i), texts, MANNER),
        tab.choose('refused', [], texts, MANNER),
      ]),
    );
    await Promise.all(tabs.map(settled));
    const chain = await settled(tabs[1] as Carrel);
    expect(chain.receipts).toHaveLength(7);
    expect(await faultsIn(chain)).toEqual([]);
  });

  test('an encrypted profile keeps them sealed, and has them again when it is decrypted', async () => {
    const carrel = await open();
    await carrel.choose('granted', functional, texts, MANNER);
    const before = await settled(carrel);
    await carrel.encrypt('correct horse');
    expect(await settled(carrel)).toEqual(before);
    await carrel.choose('refused', [], texts, MANNER);
    const both = await settled(carrel);
    expect(await faultsIn(both)).toEqual([]);
    expect(both.receipts).toHaveLength(2);
    const db = await openExisting('carrel/guest');
    const values = await result(
      db?.transaction('meta').objectStore('meta').getAll() as IDBRequest<unknown[]>,
    );
    db?.close();
    for (const value of values)
      if (value instanceof Uint8Array)
        expect(new TextDecoder().decode(value)).not.toMatch(/urn:carrel|consent/);
    carrel.close();
    const again = await open({ passphrase: 'correct horse' });
    expect(await settled(again)).toEqual(both);
    await again.decrypt('correct horse');
    expect(await settled(again)).toEqual(both);
  });

  test('no key can be exported, and forgetting everything takes it along', async () => {
    const carrel = await open();
    await carrel.choose('granted', functional, texts, MANNER);
    await settled(carrel);
    const db = await openExisting('carrel/guest');
    const pair = await result(
      db?.transaction('meta').objectStore('meta').get('device-key') as IDBRequest<{
        privateKey: CryptoKey;
      }>,
    );
    db?.close();
    expect(pair.privateKey.extractable).toBe(false);
    await carrel.forgetEverything();
    expect(await held()).toEqual([]);
  });
});
