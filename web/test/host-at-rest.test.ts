// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { toBase64 } from '../src/host/base64';
import type { Carrel } from '../src/host/carrel';
import { Journal } from '../src/host/journal';
import { openExisting, result } from '../src/shared/idb';
import type { Payload } from '../src/shared/types';
import {
  built,
  closeAll,
  emptyBrowser,
  frames,
  functional,
  open,
  place,
  saveStates,
  texts,
} from './host-real';

const SECRET = 'The diary of Anne';
const PASSPHRASE = 'correct horse battery staple';
const draft: Payload = { shape: 'draft', text: SECRET, state: 'open' };

/** Deriving a key takes long, on purpose. */
vi.setConfig({ testTimeout: 120_000 });

beforeEach(emptyBrowser);
afterEach(closeAll);

async function working(): Promise<Carrel> {
  const carrel = await open();
  await carrel.choose('granted', functional, texts);
  await carrel.record('draft.text', 'en/essay', draft);
  await carrel.record('pref.theme', 'site', { shape: 'choice', value: 'dark' });
  return carrel;
}

const text = (carrel: Carrel) => {
  const [value] = carrel.values('draft.text', 'en/essay');
  return value?.payload.shape === 'draft' ? value.payload.text : null;
};
const tails = () => Object.keys(localStorage).filter((key) => key.includes('/tail/'));
const latin = (bytes: unknown) => new TextDecoder('latin1').decode(bytes as Uint8Array);

/** All that the browser holds, but for the decision and what names the entries. */
async function held(): Promise<string> {
  const web = [...Object.entries(localStorage), ...Object.entries(sessionStorage)];
  const texts = web
    .filter(([key]) => !key.endsWith('/decision'))
    .map(([key, value]) => {
      return `${key} ${value} ${atobOrEmpty(String(value))}`;
    });
  return [...texts, ...(await frames()).map(latin)].join('\n');
}
function atobOrEmpty(value: string): string {
  try {
    return atob(value);
  } catch {
    return '';
  }
}
const readable = async () => /Anne|theme|essay|draft|dark|resume/.test(await held());

async function record(): Promise<Record<string, unknown>> {
  const db = await openExisting('carrel/guest');
  if (!db) throw new Error('no database');
  const found = await result(db.transaction('meta').objectStore('meta').get('seal'));
  db.close();
  return found;
}

describe.skipIf(!built)('a profile at rest', () => {
  test('is readable by anybody who has the device, unless it is encrypted', async () => {
    await working();
    expect(await readable()).toBe(true);
  });

  test('encrypted holds nothing readable, and goes on working', async () => {
    const carrel = await working();
    await carrel.encrypt(PASSPHRASE);
    expect(await readable()).toBe(false);
    expect(text(carrel)).toBe(SECRET);
    expect(await carrel.record('progress.place', 'en/essay', place)).toBe('durable');
    expect(await carrel.record('pref.theme', 'site', { shape: 'choice', value: 'light' })).toBe(
      'durable',
    );
    expect(await readable()).toBe(false);
    carrel.close();

    const again = await open({ passphrase: PASSPHRASE });
    expect([text(again), again.damaged()]).toEqual([SECRET, 0]);
    expect(again.values('progress.place', 'en/essay')).toMatchObject([{ payload: place }]);
    expect(again.decision().choice).toBe('granted');
    expect(await readable()).toBe(false);
  });

  test.each([
    ['passphrase_needed', {}],
    ['wrong_passphrase', { passphrase: 'incorrect horse' }],
  ])('opens not without it: %s, and nothing is touched', async (code, options) => {
    const carrel = await working();
    await carrel.encrypt(PASSPHRASE);
    carrel.close();
    const before = await held();
    await expect(open(options)).rejects.toMatchObject({ code });
    expect(await held()).toBe(before);
  });

  test('says that a plain profile has no passphrase', async () => {
    await (await working()).close();
    await expect(open({ passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'not_encrypted' });
  });

  test('the same characters are the same passphrase, however a keyboard writes them', async () => {
    const carrel = await working();
    await carrel.encrypt('gru\u0308n');
    carrel.close();
    expect(text(await open({ passphrase: 'gr\u00fcn' }))).toBe(SECRET);
  });

  test('a changed passphrase rewraps the key, and rewrites no record', async () => {
    const carrel = await working();
    await carrel.encrypt(PASSPHRASE);
    const before = await frames();
    await expect(carrel.changePassphrase('another', 'new')).rejects.toMatchObject({
      code: 'wrong_passphrase',
    });
    await carrel.changePassphrase(PASSPHRASE, 'new');
    expect(await frames()).toEqual(before);
    carrel.close();
    await expect(open({ passphrase: PASSPHRASE })).rejects.toThrow('wrong_passphrase');
    expect(text(await open({ passphrase: 'new' }))).toBe(SECRET);
  });

  test('decrypted is as it was before', async () => {
    const carrel = await working();
    const before = await frames();
    await carrel.encrypt(PASSPHRASE);
    await expect(carrel.decrypt('another')).rejects.toMatchObject({ code: 'wrong_passphrase' });
    await carrel.decrypt(PASSPHRASE);
    expect(await frames()).toEqual(before);
    expect(await carrel.record('progress.place', 'en/essay', place)).toBe('durable');
    carrel.close();
    const again = await open();
    expect([text(again), again.damaged()]).toEqual([SECRET, 0]);
    expect(again.values('progress.place')).toHaveLength(1);
  });

  test('what is recorded while it is encrypted waits, and is sealed', async () => {
    const carrel = await working();
    const turning = carrel.encrypt(PASSPHRASE);
    const saved = Array.from({ length: 5 }, (_, i) =>
      carrel.record('draft.text', 'en/essay', { ...draft, text: `${SECRET} ${i}` }),
    );
    await turning;
    expect(new Set(await Promise.all(saved))).toEqual(new Set(['durable']));
    expect(await readable()).toBe(false);
    carrel.close();
    expect(text(await open({ passphrase: PASSPHRASE }))).toBe(`${SECRET} 4`);
  });

  test('keeps the order of writes, though a longer one takes longer to seal', async () => {
    const carrel = await working();
    await carrel.encrypt(PASSPHRASE);
    const saved = [60_000, 1, 30_000, 2].map((n) =>
      carrel.record('draft.text', 'en/essay', { ...draft, text: 'x'.repeat(n) }),
    );
    await Promise.all(saved);
    carrel.close();
    const sizes = (await frames()).slice(-4).map((frame) => (frame as Uint8Array).length);
    expect(sizes.map((size) => size > 10_000)).toEqual([true, false, true, false]);
    expect(text(await open({ passphrase: PASSPHRASE }))).toBe('xx');
  });

  test('another tab of the profile has to be opened anew, and writes nothing plain', async () => {
    const [here, there] = [await working(), await open()];
    const states = saveStates(there);
    await here.encrypt(PASSPHRASE);
    await expect(there.record('draft.text', 'en/essay', draft)).rejects.toMatchObject({
      code: 'overtaken',
    });
    expect(states.at(-1)).toBe('unsaved overtaken');
    expect(await readable()).toBe(false);
    expect(text(here)).toBe(SECRET);
  });

  test('cannot be encrypted twice', async () => {
    const carrel = await working();
    await carrel.encrypt(PASSPHRASE);
    await expect(carrel.encrypt('another')).rejects.toMatchObject({ code: 'encrypted' });
    carrel.close();
    expect(text(await open({ passphrase: PASSPHRASE }))).toBe(SECRET);
  });

  test('leaves a record of a newer version alone', async () => {
    const carrel = await working();
    await carrel.encrypt(PASSPHRASE);
    carrel.close();
    const journal = new Journal('guest');
    await journal.putSeal({ ...(await record()), format: 2 });
    journal.close();
    await expect(open({ passphrase: PASSPHRASE })).rejects.toMatchObject({ code: 'newer_format' });
  });

  test('a frame of another profile cannot be put into it', async () => {
    const carrel = await working();
    await carrel.encrypt(PASSPHRASE);
    carrel.close();
    const [journal, other] = [new Journal('guest'), new Journal('p7k2abcd')];
    for (const { bytes } of (await journal.read(0)).frames)
      await other.append({ frames: [bytes], strict: false, decision: '', consent: null, inbox: 0 });
    const count = (await frames()).length;
    await other.putSeal(await record());
    journal.close();
    other.close();
    await expect(open({ profile: 'p7k2abcd', passphrase: PASSPHRASE })).rejects.toMatchObject({
      code: 'wrong_passphrase',
    });
    expect(count).toBeGreaterThan(0);
  });

  test('the visit is sealed too, names and all, and comes back', async () => {
    const carrel = await open();
    await carrel.record('draft.text', 'en/essay', draft);
    expect(Object.keys(sessionStorage)).toEqual(['carrel/guest/visit/draft.text/en/essay']);
    await carrel.encrypt(PASSPHRASE);
    expect(await readable()).toBe(false);
    await carrel.record('draft.text', 'en/essay', { ...draft, text: `${SECRET} Frank` });
    expect(Object.keys(sessionStorage)).toHaveLength(1);
    expect(await readable()).toBe(false);
    carrel.close();
    const again = await open({ passphrase: PASSPHRASE });
    expect(text(again)).toBe(`${SECRET} Frank`);
    await again.decrypt(PASSPHRASE);
    expect(Object.keys(sessionStorage)).toEqual(['carrel/guest/visit/draft.text/en/essay']);
    again.close();
    expect(text(await open())).toBe(`${SECRET} Frank`);
  });

  test('no tail is copied, and one that was is taken in, but for what the journal has', async () => {
    const carrel = await working();
    const kept = (await frames()) as Uint8Array[];
    await carrel.record('progress.place', 'en/essay', place);
    const journal = new Journal('guest');
    const { frames: newer } = await journal.read(kept.length);
    const [late] = newer;
    if (!late) throw new Error('nothing was recorded');
    await journal.forget([late.key]);
    journal.close();
    await carrel.encrypt(PASSPHRASE);
    const saving = carrel.record('draft.text', 'en/essay', { ...draft, text: `${SECRET} 2` });
    window.dispatchEvent(new Event('pagehide'));
    expect(tails()).toEqual([]);
    await saving;
    carrel.close();

    const left = [...kept, late.bytes].map(toBase64).join(' ');
    localStorage.setItem('carrel/guest/tail/another', left);
    const again = await open({ passphrase: PASSPHRASE });
    expect(again.values('progress.place')).toMatchObject([{ payload: place }]);
    expect(tails()).toEqual([]);
    expect(await frames()).toHaveLength(kept.length + 2);
    expect(await readable()).toBe(false);
  });
});
