// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Carrel } from '../src/host/carrel';
import { Journal } from '../src/host/journal';
import { openExisting, result } from '../src/shared/idb';
import type { Payload } from '../src/shared/types';
import { settled } from './host-fakes';
import { built, closeAll, emptyBrowser, functional, open, place, texts } from './host-real';

/** Deriving a key takes long, on purpose. */
vi.setConfig({ testTimeout: 60_000 });

const SUBJECT = 'p7k2abcd';
const account = { subject: SUBJECT, enrolled: false, csrf: '' };
const draft = (text: string): Payload => ({ shape: 'draft', text, state: 'open' });
const dark: Payload = { shape: 'choice', value: 'dark' };
const attempt: Payload = {
  ...{ shape: 'attempt', attempt: 1, state: 'submitted', score: 1, max: 2, answers: [1, 2] },
};
const WORK: [item: string, entity: string, payload: Payload][] = [
  ['draft.text', 'en/essay', draft('Of the guest')],
  ['pref.theme', 'site', dark],
  ['progress.place', 'en/video', place],
  ['quiz.attempt', 'en/quiz', attempt],
  ['quiz.answer', 'en/quiz', { shape: 'answer', attempt: 2, question: 3, options: 1 }],
];

beforeEach(emptyBrowser);
afterEach(() => {
  closeAll();
  document.body.replaceChildren();
});

async function guest(): Promise<Carrel> {
  const carrel = await open();
  await carrel.choose('granted', functional, texts);
  for (const [item, entity, payload] of WORK) await carrel.record(item, entity, payload);
  return carrel;
}

async function person(): Promise<Carrel> {
  const carrel = await open({ account });
  await carrel.choose('granted', functional, texts);
  return carrel;
}

const workOf = (carrel: Carrel) =>
  WORK.map(([item, entity]) => carrel.values(item, entity).map(({ payload }) => payload));
const all = WORK.map(([, , payload]) => [payload]);

/** What the browser holds of the guest. */
const left = async () => [
  ...[localStorage, sessionStorage].flatMap((storage) => Object.keys(storage)),
  ...(await indexedDB.databases()).map(({ name = '' }) => name),
];
const ofGuest = async () => (await left()).filter((name) => name.includes('guest'));

async function framesOf(profile: string): Promise<number> {
  const db = await openExisting(`carrel/${profile}`);
  if (!db) return 0;
  const count = await result(db.transaction('journal').objectStore('journal').count());
  db.close();
  return count;
}

describe.skipIf(!built)("a guest's work", () => {
  test('is taken along on request, and then the guest is forgotten', async () => {
    (await guest()).close();
    const own = await person();
    expect(workOf(own).flat()).toEqual([]);
    expect(await own.guestWork()).toBe(WORK.length);
    expect(await own.takeAlong()).toEqual({ taken: WORK.length, left: 0 });
    expect(workOf(own)).toEqual(all);
    expect(await ofGuest()).toEqual([]);
    expect([await own.guestWork(), await own.takeAlong()]).toEqual([0, { taken: 0, left: 0 }]);
    own.close();
    expect(workOf(await open({ account }))).toEqual(all);
  });

  test('stays with the guest where the profile may not keep it as well', async () => {
    (await guest()).close();
    const own = await open({ account });
    expect(await own.takeAlong()).toEqual({ taken: 0, left: WORK.length });
    expect(workOf(await open())).toEqual(all);
    await own.choose('granted', functional, texts);
    expect(await own.takeAlong()).toMatchObject({ left: 0 });
    expect(workOf(own)).toEqual(all);
    expect(await ofGuest()).toEqual([]);
  });

  test('is looked at without being shown, changed, or answered to', async () => {
    (await guest()).close();
    const own = await open({ account });
    const told: unknown[] = [];
    const tell = (event: Event) => told.push(event);
    addEventListener('carrel:decision', tell);
    addEventListener('carrel:saved', tell);
    const before = [await left(), await framesOf('guest')];
    expect(await own.guestWork()).toBe(WORK.length);
    await settled();
    expect([await left(), await framesOf('guest')]).toEqual(before);
    removeEventListener('carrel:decision', tell);
    removeEventListener('carrel:saved', tell);
    expect([told, own.decision().choice]).toEqual([[], 'unasked']);
  });

  test.each(WORK.map((_, index) => index))(
    'is neither lost nor doubled by a page that ends after %i of it',
    async (index) => {
      (await guest()).close();
      const own = await person();
      const record = own.record.bind(own);
      let recorded = 0;
      own.record = async (...given) => {
        if (recorded++ === index) throw new Error('the page has ended');
        if (recorded > index) return new Promise(() => {});
        return record(...given);
      };
      void own.takeAlong();
      await settled();
      own.close();
      expect(await framesOf('guest')).toBe(WORK.length + 1);
      const again = await open({ account });
      expect(await again.takeAlong()).toEqual({ taken: WORK.length - index, left: 0 });
      expect(workOf(again)).toEqual(all);
      expect(await framesOf(SUBJECT)).toBe(WORK.length + 1);
      expect(await ofGuest()).toEqual([]);
    },
  );

  test('is all there is, what is typed in another tab too', async () => {
    const there = await guest();
    const area = document.createElement('textarea');
    Object.assign(area.dataset, { carrelDraft: 'draft.text', carrelEntity: 'en/notes' });
    document.body.append(area);
    await settled();
    area.value = 'Just now';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    const own = await open({ account });
    await own.choose('granted', functional, texts);
    area.remove();
    await own.takeAlong();
    const [kept] = own.values('draft.text', 'en/notes');
    expect(kept?.payload).toMatchObject({ text: 'Just now' });
    await expect(there.record('pref.theme', 'site', dark)).rejects.toMatchObject({ code: 'moved' });
    await settled();
    expect(await ofGuest()).toEqual([]);
  });

  test('is read again where more has come meanwhile', async () => {
    const there = await guest();
    await there.record('draft.text', 'en/late', draft('Late'));
    there.close();
    const late = await withoutLast('guest');
    const own = await person();
    const record = own.record.bind(own);
    own.record = async (...given) => {
      own.record = record;
      const journal = new Journal('guest');
      await journal.append({
        frames: [late],
        strict: false,
        decision: '',
        consent: null,
        inbox: 0,
      });
      journal.close();
      return record(...given);
    };
    expect(await own.takeAlong()).toEqual({ taken: WORK.length + 1, left: 0 });
    expect(own.values('draft.text', 'en/late')).toMatchObject([{ payload: draft('Late') }]);
    expect(await ofGuest()).toEqual([]);
  });

  test('that is encrypted needs the passphrase of the guest', async () => {
    const there = await guest();
    await there.encrypt('correct horse');
    there.close();
    const own = await person();
    await expect(own.takeAlong()).rejects.toMatchObject({ code: 'passphrase_needed' });
    await expect(own.takeAlong('wrong')).rejects.toMatchObject({ code: 'wrong_passphrase' });
    expect(await own.takeAlong('correct horse')).toEqual({ taken: WORK.length, left: 0 });
    expect(workOf(own)).toEqual(all);
    expect(await ofGuest()).toEqual([]);
  });

  test('is nothing that the guest could take', async () => {
    const there = await guest();
    await expect(there.takeAlong()).rejects.toMatchObject({ code: 'bad_profile' });
    expect(workOf(there)).toEqual(all);
  });
});

/** Takes the newest frame out of the journal. */
async function withoutLast(profile: string): Promise<Uint8Array> {
  const db = await openExisting(`carrel/${profile}`);
  if (!db) throw new Error('no database');
  const journal = db.transaction('journal', 'readwrite').objectStore('journal');
  const [frame, key] = [
    (await result(journal.getAll())).at(-1),
    (await result(journal.getAllKeys())).at(-1),
  ];
  await result(journal.delete(key ?? 0));
  db.close();
  return frame;
}
