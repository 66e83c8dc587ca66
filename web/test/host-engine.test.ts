// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openOrCreate, put, result } from '../src/shared/idb';
import { sha256 } from '../src/shared/sha256';
import type { Payload } from '../src/shared/types';
import { settled } from './host-fakes';
import {
  built,
  closeAll,
  emptyBrowser,
  functional,
  open,
  place,
  policyText,
  saveStates,
  texts,
} from './host-real';

beforeEach(emptyBrowser);
afterEach(closeAll);

describe.skipIf(!built)('the host on the real engine', () => {
  test('before a choice keeps the visit alone, and creates no database', async () => {
    const carrel = await open();
    expect(carrel.decision()).toMatchObject({ choice: 'unasked', asked: false, bits: 1 });
    expect(carrel.allowed('necessary')).toBe(true);
    expect(carrel.allowed('functional')).toBe(false);
    expect(carrel.allowed('unheard of')).toBe(false);
    expect(await carrel.record('progress.place', 'en/video', place)).toBe('visit');
    expect(Object.keys(sessionStorage)).toEqual(['carrel/guest/visit/progress.place/en/video']);
    expect(await indexedDB.databases()).toEqual([]);
    carrel.close();
    const [value] = (await open()).values('progress.place', 'en/video');
    expect(value).toMatchObject({ payload: place, tier: 'visit', saved: true });
  });

  test('after a grant keeps a record over a close', async () => {
    const carrel = await open();
    const decided = vi.fn();
    addEventListener('carrel:decision', decided, { once: true });
    await carrel.choose('granted', functional, texts);
    expect(decided.mock.calls[0]?.[0].detail).toEqual({
      choice: 'granted',
      keys: ['necessary', 'functional', 'analytics', 'third_party', 'youtube'],
      bits: 3,
      gpc: 0b11100,
      dnt: false,
      source: 'engine',
    });
    expect(carrel.allowed('functional')).toBe(true);
    const states = saveStates(carrel);
    expect(await carrel.record('progress.place', 'en/video', place)).toBe('durable');
    expect(states).toEqual(['saving', 'saved']);
    carrel.close();

    const again = await open();
    expect(again.decision()).toMatchObject({ choice: 'granted', grantedPurposes: functional });
    expect(again.values('progress.place')).toMatchObject([{ payload: place, tier: 'persistent' }]);
    expect(again.stored().map(({ item }) => item)).toContain('progress.place');
  });

  test.each<[string, Payload]>([
    ['pref.captions', { shape: 'flag', value: true }],
    ['pref.speed', { shape: 'number', value: 125 }],
    ['pref.language', { shape: 'choice', value: 'de' }],
    ['progress.place', place],
    ['quiz.answer', { shape: 'answer', attempt: 1, question: 15, options: 5 }],
    [
      'quiz.attempt',
      { shape: 'attempt', attempt: 1, state: 'submitted', score: 20, max: 30, answers: [1, 2] },
    ],
    ['draft.text', { shape: 'draft', text: 'Grüße 👋', state: 'open' }],
    ['essay.submission', { shape: 'submission', text: 'Done' }],
  ])('gives back what was recorded as %s', async (item, payload) => {
    const carrel = await open();
    await carrel.record(item, 'en/lesson', payload);
    expect(carrel.values(item, 'en/lesson')).toMatchObject([{ item, payload }]);
  });

  test('copies preferences and the decision to localStorage', async () => {
    const carrel = await open();
    await carrel.choose('granted', ['preferences'], texts);
    await carrel.record('pref.theme', 'site', { shape: 'choice', value: 'dark' });
    expect(localStorage.getItem('carrel/guest/pref/pref.theme')).toBe('dark');
    expect(localStorage.getItem('carrel/guest/decision')).toContain('"choice":"granted"');
  });

  test('drains the inbox, and throws a damaged choice away', async () => {
    const policy = await sha256(new TextEncoder().encode(policyText));
    const choice = { choice: 'granted', purposes: ['resume'], policy, texts, at: Date.now() };
    const db = await openOrCreate('carrel/guest');
    for (const value of [{ choice: 'everything' }, null, choice]) {
      await put(db, 'inbox', value, { durability: 'strict' });
    }
    const carrel = await open();
    await vi.waitFor(() => expect(carrel.decision().choice).toBe('granted'));
    expect(await result(db.transaction('inbox').objectStore('inbox').getAll())).toEqual([]);
    db.close();
  });

  test('tells of no grant that a waiting refusal takes back', async () => {
    const first = await open();
    await first.choose('granted', functional, texts);
    first.close();
    const policy = await sha256(new TextEncoder().encode(policyText));
    const refusal = { choice: 'refused', purposes: [], policy, texts, at: Date.now() };
    const db = await openOrCreate('carrel/guest');
    await put(db, 'inbox', refusal, { durability: 'strict' });
    db.close();
    const told: string[] = [];
    addEventListener('carrel:decision', ({ detail }) => void told.push(detail.choice));
    await open();
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(told)).toEqual(new Set(['refused']));
  });

  test('asks again where the waiting choice is about another policy', async () => {
    const other = { choice: 'granted', purposes: ['resume'], policy: texts, texts, at: Date.now() };
    const db = await openOrCreate('carrel/guest');
    await put(db, 'inbox', other, { durability: 'strict' });
    const carrel = await open();
    expect(carrel.decision()).toMatchObject({ choice: 'unasked', asked: false });
    await vi.waitFor(async () => {
      expect(await result(db.transaction('inbox').objectStore('inbox').getAll())).toEqual([]);
    });
    db.close();
  });

  test('another tab agrees without reload', async () => {
    const [here, there] = [await open(), await open()];
    await here.choose('granted', functional, texts);
    await vi.waitFor(() => expect(there.allowed('functional')).toBe(true));
    await here.record('draft.text', 'en/essay', { shape: 'draft', text: 'Dear', state: 'open' });
    await vi.waitFor(() => {
      const [draft] = there.values('draft.text', 'en/essay');
      expect(draft?.payload).toMatchObject({ text: 'Dear' });
    });
    await there.choose('refused', [], texts);
    await vi.waitFor(() => expect(here.allowed('functional')).toBe(false));
  });

  test('a session belongs to its own profile', async () => {
    const carrel = await open({ profile: 'p7k2abcd' });
    const account = { subject: 'p7k2abcd', enrolled: true, csrf: 'token' };
    await carrel.signedIn(account);
    await carrel.signedOut();
    await expect(carrel.signedIn({ ...account, subject: 'p9z9' })).rejects.toMatchObject({
      code: 'other_profile',
    });
  });

  test('the fully local mode sends nothing, even for a leader who is signed in', async () => {
    const request = (_: string, __: unknown, hold: () => unknown) => Promise.resolve(hold());
    Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true });
    const fetched = vi.fn();
    vi.stubGlobal('fetch', fetched);
    const account = { subject: 'p7k2abcd', enrolled: true, csrf: 'token' };
    const carrel = await open({ account });
    await carrel.choose('granted', functional, texts);
    await carrel.record('progress.completed', 'en/video', { shape: 'flag', value: true });
    await settled();
    expect(carrel.queued()).toBe(1);
    expect(carrel.left()).toEqual([]);
    expect(fetched).not.toHaveBeenCalled();
  });

  test('sends a text with every control character', async () => {
    const request = (_: string, __: unknown, hold: () => unknown) => Promise.resolve(hold());
    Object.defineProperty(navigator, 'locks', { value: { request }, configurable: true });
    const sent: string[] = [];
    vi.stubGlobal('fetch', (_: unknown, init: RequestInit) => {
      sent.push(String(init.body));
      const statements: unknown = JSON.parse(String(init.body));
      const ids = Array.isArray(statements) ? statements.map(({ id }) => String(id)) : [];
      return Promise.resolve(new Response(JSON.stringify(ids), { status: 200 }));
    });
    const text = String.fromCharCode(...Array(34).keys(), 127);
    const account = { subject: 'p7k2abcd', enrolled: true, csrf: 'token' };
    const carrel = await open({ account, profile: 'p7k2abcd', transport: 'fetch' });
    await carrel.choose('granted', functional, texts);
    await carrel.record('essay.submission', 'en/essay', { shape: 'submission', text });
    await vi.waitFor(() => expect(sent.join()).toContain('\\u0000\\u0001\\u0002'));
    const [statement] = JSON.parse(sent.find((body) => body.includes('\\u0001')) ?? '[]');
    expect(statement.result.response).toBe(text);
  });

  test.each(['180.0', '180.5', '1e2', '1e400', '0.1e-7'])(
    'refuses a policy with the number %s',
    async (number) => {
      const wrong = policyText.replace(/"expires_days": \d+/, `"expires_days": ${number}`);
      expect(wrong).not.toBe(policyText);
      await expect(open({ policyText: wrong })).rejects.toMatchObject({ code: 'bad_policy' });
    },
  );
});
