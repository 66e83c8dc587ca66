// @vitest-environment happy-dom
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Carrel } from '../src/host/carrel';
import type { Module } from '../src/host/module';
import { moment } from '../src/host/moment';
import { openOn } from '../src/host/open';
import { openOrCreate, put, result } from '../src/shared/idb';
import { sha256 } from '../src/shared/sha256';
import type { OpenOptions, Payload } from '../src/shared/types';

const engines = ['wasm-debug', 'wasm'].map((preset) => resolve(`build/${preset}/wasm`));
const built = engines.find((directory) => existsSync(`${directory}/engine.wasm`));
const policyText = readFileSync('shared/policies/demo.json', 'utf8');
const texts = '0'.repeat(64);
const functional = ['drafts', 'preferences', 'resume'];
const place: Payload = { shape: 'position', at: 61_000, of: 122_000 };

async function instance(): Promise<Module & { memory: WebAssembly.Memory }> {
  const { default: create } = await import(/* @vite-ignore */ `${built}/engine.mjs`);
  const code = await WebAssembly.compile(readFileSync(`${built}/engine.wasm`));
  let memory: unknown;
  const module = await create({
    instantiateWasm(imports: WebAssembly.Imports, ready: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(code, imports);
      const exported = Object.values(instance.exports);
      memory = exported.find((value) => value instanceof WebAssembly.Memory);
      ready(instance);
      return instance.exports;
    },
  });
  return { ...module, memory };
}

const opened: Carrel[] = [];
async function open(options: Partial<OpenOptions> = {}, module?: Module): Promise<Carrel> {
  const carrel = await openOn(module ?? (await instance()), {
    policyText,
    transport: 'none',
    language: 'en',
    ...options,
  });
  opened.push(carrel);
  return carrel;
}

async function frames(): Promise<unknown[]> {
  const db = await openOrCreate('carrel/guest');
  const all = await result(db.transaction('journal').objectStore('journal').getAll());
  db.close();
  return all;
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(() => {
  for (const carrel of opened.splice(0)) carrel.close();
});

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
      keys: ['necessary', 'functional'],
      bits: 3,
      gpc: 0,
      source: 'engine',
    });
    expect(carrel.allowed('functional')).toBe(true);
    const states: string[] = [];
    carrel.addEventListener('savestate', (event) => {
      states.push((event as CustomEvent<{ state: string }>).detail.state);
    });
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

  test.each<[string, string, string, Payload]>([
    ['unknown_item', 'no.such', 'en/video', place],
    ['bad_entity', 'progress.place', '../video', place],
    ['bad_payload', 'progress.place', 'en/video', { shape: 'flag', value: true }],
    ['too_large', 'draft.text', 'e', { shape: 'draft', text: 'x'.repeat(1e6), state: 'open' }],
    ['bad_type', 'progress.place', 'en/video', { ...place, at: 0.5 } as Payload],
  ])('refuses with %s', async (code, item, entity, payload) => {
    const carrel = await open();
    await expect(carrel.record(item, entity, payload)).rejects.toMatchObject({
      name: 'CarrelError',
      code,
    });
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

  test('without IndexedDB works in memory, says so, and grants nothing', async () => {
    const denied = () => {
      throw new DOMException('', 'SecurityError');
    };
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(denied);
    const carrel = await open();
    const told = vi.fn();
    addEventListener('carrel:unsaved', told, { once: true });
    await expect(carrel.choose('granted', ['resume'], texts)).rejects.toThrow('unavailable');
    expect(carrel.allowed('functional')).toBe(false);
    expect(told.mock.calls[0]?.[0].detail).toEqual({ state: 'unsaved', reason: 'unavailable' });
    vi.restoreAllMocks();
  });

  test('a full disk is said, and the record is saved once there is room', async () => {
    const carrel = await open();
    await carrel.choose('granted', ['resume'], texts);
    const states: string[] = [];
    carrel.addEventListener('savestate', (event) => {
      const { state, reason } = (event as CustomEvent<{ state: string; reason: string }>).detail;
      states.push(`${state} ${reason}`.trim());
    });
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementationOnce(() => {
      throw new DOMException('', 'QuotaExceededError');
    });
    expect(await carrel.record('progress.place', 'en/video', place)).toBe('durable');
    expect(states).toEqual(['saving', 'unsaved quota', 'saving', 'saved']);
    expect(await frames()).toHaveLength(2);
  });

  test('full session storage leaves the visit in memory, and says so', async () => {
    const carrel = await open();
    const setItem = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
    vi.stubGlobal('sessionStorage', { setItem });
    expect(await carrel.record('progress.place', 'en/video', place)).toBe('memory');
    vi.unstubAllGlobals();
  });

  test('a journal of a newer format is refused and left as it is', async () => {
    const carrel = await open();
    await carrel.choose('refused', [], texts);
    carrel.close();
    const [frame] = (await frames()) as Uint8Array[];
    const newer = Uint8Array.from(frame ?? []);
    newer[0] = 99;
    const db = await openOrCreate('carrel/guest');
    await put(db, 'journal', newer, { durability: 'strict' });
    db.close();
    await expect(open()).rejects.toMatchObject({ code: 'newer_format' });
    expect(await frames()).toEqual([frame, newer]);
  });

  test('a corrupt frame is passed over and left as it is', async () => {
    const carrel = await open();
    await carrel.choose('refused', [], texts);
    carrel.close();
    const db = await openOrCreate('carrel/guest');
    const torn = ((await frames())[0] as Uint8Array).slice(0, -3);
    await put(db, 'journal', torn, { durability: 'strict' });
    db.close();
    expect((await open()).decision().choice).toBe('refused');
    expect(await frames()).toHaveLength(2);
  });

  test('names each fault of an invalid policy', async () => {
    const policy = policyText.replace('"purpose": "resume"', '"purpose": "no_such"');
    await expect(open({ policyText: policy })).rejects.toMatchObject({
      code: 'bad_policy',
      where: expect.stringMatching(/^\/items\/\d+\/purpose: /),
    });
    await expect(open({ profile: '../x' })).rejects.toMatchObject({ code: 'bad_profile' });
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

  test('closing frees the handle', async () => {
    const module = await instance();
    const handle = vi.spyOn(module.Engine, 'open');
    const carrel = await open({}, module);
    carrel.close();
    carrel.close();
    const engine = handle.mock.results[0]?.value as { isDeleted(): boolean };
    expect(engine.isDeleted()).toBe(true);
  });

  test('freed engines need no more memory than one', async () => {
    const { Engine, memory } = await instance();
    const needed = memory.buffer.byteLength;
    for (let i = 0; i < 1200; i++) Engine.open(policyText, texts, 'guest', moment())?.delete();
    expect(memory.buffer.byteLength).toBe(needed);
  }, 30_000);

  test('a closed engine refuses', async () => {
    const carrel = await open();
    carrel.close();
    await expect(carrel.record('progress.place', 'en/video', place)).rejects.toThrow('closed');
    await expect(carrel.choose('refused', [], texts)).rejects.toThrow('closed');
    expect(carrel.values('progress.place')).toEqual([]);
  });
});
