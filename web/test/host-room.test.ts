// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { room } from '../src/host/device/room';
import { leaveChoice } from '../src/loader/inbox';
import { result } from '../src/shared/idb';
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

const draft: Payload = { shape: 'draft', text: 'Once upon a time', state: 'open' };

/** The browser's storage, and how often it was asked. */
function browser(members: object = {}) {
  const persist = vi.fn(async () => true);
  const persisted = vi.fn(async () => false);
  const estimate = async () => ({ usage: 10, quota: 100 });
  const getDirectory = vi.fn(async () => ({}));
  const storage = { persist, persisted, estimate, getDirectory, ...members };
  Object.defineProperty(navigator, 'storage', { value: storage, configurable: true });
  act(true);
  return { persist, persisted };
}

function act(hasBeenActive: boolean): void {
  const value = { hasBeenActive, isActive: false };
  Object.defineProperty(navigator, 'userActivation', { value, configurable: true });
}

beforeEach(emptyBrowser);
afterEach(() => {
  closeAll();
  for (const name of ['storage', 'userActivation']) Reflect.deleteProperty(navigator, name);
});

describe.skipIf(!built)('persistence', () => {
  test('is asked for at the first choice to keep something, and once', async () => {
    const { persist } = browser();
    const carrel = await open();
    expect(persist).not.toHaveBeenCalled();
    await carrel.choose('granted', functional, texts);
    await vi.waitFor(() => expect(persist).toHaveBeenCalledOnce());
    await carrel.record('draft.text', 'en/essay', draft);
    carrel.close();
    const again = await open();
    await again.record('draft.text', 'en/essay', { ...draft, text: 'And then' });
    await settled();
    expect(persist).toHaveBeenCalledOnce();
  });

  test('is asked for when the engine takes in the choice that the banner left', async () => {
    const { persist } = browser();
    const policy = await sha256(new TextEncoder().encode(policyText));
    const at = Date.now();
    await leaveChoice('guest', { choice: 'on_device', purposes: functional, policy, texts, at });
    await open();
    await vi.waitFor(() => expect(persist).toHaveBeenCalledOnce());
  });

  test('is asked for at the first draft after the page was loaded, not when it is loaded', async () => {
    const { persist } = browser();
    act(false);
    const carrel = await open();
    await carrel.choose('granted', functional, texts);
    await settled();
    carrel.close();
    expect(persist).not.toHaveBeenCalled();
    const again = await open();
    await settled();
    expect(persist).not.toHaveBeenCalled();
    act(true);
    await again.record('progress.place', 'en/video', place);
    await settled();
    expect(persist).not.toHaveBeenCalled();
    await again.record('draft.text', 'en/essay', draft);
    await vi.waitFor(() => expect(persist).toHaveBeenCalledOnce());
  });

  test.each([
    ['after a refusal', 'refused', false],
    ['where the browser has promised it already', 'granted', true],
  ] as const)('is not asked for %s', async (_, choice, has) => {
    const { persist, persisted } = browser();
    persisted.mockResolvedValue(has);
    const carrel = await open();
    await carrel.choose(choice, choice === 'granted' ? functional : [], texts);
    await carrel.record('draft.text', 'en/essay', draft);
    await settled();
    expect(persist).not.toHaveBeenCalled();
  });

  test('that is denied, or fails, changes nothing', async () => {
    browser({ persist: () => Promise.reject(new TypeError()) });
    const carrel = await open();
    await carrel.choose('granted', functional, texts);
    expect(await carrel.record('draft.text', 'en/essay', draft)).toBe('durable');
    await settled();
  });
});

describe('the room', () => {
  const said = { persisted: false, usage: 10, quota: 100, perhapsPrivate: false };
  const refused = () => Promise.reject(new DOMException('', 'SecurityError'));
  test.each([
    ['is what the browser says', {}, said],
    [
      'may be that of a private window',
      { getDirectory: refused },
      { ...said, perhapsPrivate: true },
    ],
    ['is not called private for want of a function', { getDirectory: undefined }, said],
    ['is unknown where nothing is said', { estimate: refused }, { ...said, usage: 0, quota: 0 }],
  ])('%s', async (_, members, expected) => {
    browser(members);
    expect(await room()).toEqual(expected);
  });

  test('is unknown outside a secure context', async () => {
    Object.defineProperty(navigator, 'storage', { value: undefined, configurable: true });
    expect(await room()).toEqual({ ...said, usage: 0, quota: 0 });
  });
});

describe.skipIf(!built)('eviction', () => {
  test('is noticed and said, until something is kept again', async () => {
    const carrel = await open();
    await carrel.choose('granted', functional, texts);
    await carrel.record('draft.text', 'en/essay', draft);
    expect(await carrel.storage()).toMatchObject({ evicted: false });
    carrel.close();
    await result(indexedDB.deleteDatabase('carrel/guest'));
    const told: string[] = [];
    const tell = ({ detail }: WindowEventMap['carrel:unsaved']) => told.push(detail.reason);
    addEventListener('carrel:unsaved', tell);
    for (const carrel of [await open(), await open()]) {
      expect(await carrel.storage()).toMatchObject({ evicted: true });
      carrel.close();
    }
    const again = await open();
    removeEventListener('carrel:unsaved', tell);
    expect(told).toEqual(['evicted', 'evicted', 'evicted']);
    const states = saveStates(again);
    await again.choose('granted', functional, texts);
    expect(states.at(-1)).toBe('saved');
    again.close();
    expect(await (await open()).storage()).toMatchObject({ evicted: false });
  });

  test.each(['refused', 'granted'] as const)(
    'is not what a profile is said to be that was forgotten, or had refused (%s)',
    async (choice) => {
      const carrel = await open();
      await carrel.choose(choice, choice === 'granted' ? functional : [], texts);
      if (choice === 'granted') await carrel.forgetEverything();
      carrel.close();
      await result(indexedDB.deleteDatabase('carrel/guest'));
      expect(await (await open()).storage()).toMatchObject({ evicted: false });
    },
  );
});
