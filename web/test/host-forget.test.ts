// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { forgetEverything } from '../src/host/forget-everything';
import type { Payload } from '../src/shared/types';
import { settled } from './host-fakes';
import {
  built,
  closeAll,
  emptyBrowser,
  functional,
  open,
  place,
  saveStates,
  texts,
} from './host-real';

beforeEach(emptyBrowser);
afterEach(() => {
  closeAll();
  document.body.replaceChildren();
});

const theme: Payload = { shape: 'choice', value: 'dark' };
const held = async () => [
  ...Object.keys(localStorage),
  ...Object.keys(sessionStorage),
  ...(await indexedDB.databases()).map(({ name }) => name),
];

async function working(profile: string) {
  const carrel = await open({ profile });
  await carrel.record('progress.place', 'en/visit', place);
  await carrel.choose('granted', functional, texts);
  await carrel.record('pref.theme', 'site', theme);
  return carrel;
}

async function field() {
  const area = document.createElement('textarea');
  area.id = 'essay';
  area.dataset['carrelDraft'] = 'draft.text';
  document.body.append(area);
  await settled();
  return (text: string) => {
    area.value = text;
    area.dispatchEvent(new Event('input', { bubbles: true }));
    return area;
  };
}

describe.skipIf(!built)('forgetting everything', () => {
  test('leaves nothing of the profile, and all of another', async () => {
    await working('p7k2abcd');
    const others = await held();
    (await working('guest')).close();
    await forgetEverything('guest');
    await settled();
    expect(await held()).toEqual(others);
    const again = await open();
    expect([again.decision().choice, again.values('progress.place')]).toEqual(['unasked', []]);
  });

  test('ends the engines in all tabs, which allow nothing and write nothing again', async () => {
    const [own, other] = [await working('guest'), await open()];
    const type = await field();
    const states = saveStates(other);
    const area = type('Not flushed');
    await own.forgetEverything();
    await settled();
    expect(states.at(-1)).toBe('unsaved forgotten');
    for (const carrel of [own, other]) {
      const recorded = carrel.record('pref.theme', 'site', theme);
      await expect(recorded).rejects.toMatchObject({ code: 'forgotten' });
      expect(carrel.allowed('functional')).toBe(false);
    }
    expect(area.value).toBe('');
    type('After it');
    await settled();
    expect(await held()).toEqual([]);
  });

  test('ends an engine that has stored nothing yet, and its visit', async () => {
    const carrel = await open();
    await carrel.record('progress.place', 'en/visit', place);
    await forgetEverything('guest');
    await settled();
    expect(await held()).toEqual([]);
    await expect(carrel.choose('granted', functional, texts)).rejects.toMatchObject({
      code: 'forgotten',
    });
    expect(await held()).toEqual([]);
  });

  test('empties at once what another tab keeps open, and does not wait for it', async () => {
    await (await working('guest')).close();
    const frozen = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('carrel/guest');
      opening.onsuccess = () => resolve(opening.result);
    });
    await forgetEverything('guest');
    const journal = frozen.transaction('journal').objectStore('journal');
    const count = journal.count();
    await new Promise((resolve) => {
      count.onsuccess = resolve;
    });
    expect(count.result).toBe(0);
    frozen.close();
    await settled();
    expect(await held()).toEqual([]);
  });

  test('takes a profile, and no other name', async () => {
    await expect(forgetEverything('../guest')).rejects.toMatchObject({ code: 'bad_profile' });
  });
});

describe.skipIf(!built)('signing out', () => {
  test('keeps what is stored, ends the visit, and takes the texts off the page', async () => {
    const subject = 'p7k2abcd';
    const carrel = await open({ account: { subject, enrolled: false, csrf: '' } });
    await carrel.record('progress.place', 'en/visit', place);
    expect(Object.keys(sessionStorage)).toHaveLength(1);
    const [other, type] = [await open({ profile: subject }), await field()];
    const states = saveStates(other);
    await carrel.choose('granted', ['drafts'], texts);
    const area = type('Mine');
    await carrel.signedOut();
    await settled();
    expect(Object.keys(sessionStorage)).toEqual([]);
    expect([area.value, states.at(-1)]).toEqual(['', 'unsaved signed_out']);
    const next = await open();
    await settled();
    expect([area.value, next.values('draft.text')]).toEqual(['', []]);
    next.close();
    await open({ profile: subject });
    expect(area.value).toBe('Mine');
  });

  test('a text of one person is never kept as that of the next in the same page', async () => {
    const type = await field();
    const guest = await open();
    await guest.choose('granted', ['drafts'], texts);
    const area = type('Of the guest');
    await settled();
    guest.close();
    const next = await open({ profile: 'p7k2abcd' });
    await next.choose('granted', ['drafts'], texts);
    await settled();
    expect([area.value, next.values('draft.text')]).toEqual(['', []]);
  });
});
