// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { failureOf } from '../src/host/failure';
import { Tiers, type TierWrite } from '../src/host/tiers';

const tiers = new Tiers('guest');
const write = (members: Partial<TierWrite>): TierWrite => ({
  local: false,
  key: 'quiz.answer/course/quiz/1/15',
  remove: false,
  bytes: Uint8Array.from([0, 255, 7]),
  value: '',
  ...members,
});

function failure(work: () => void): string {
  try {
    work();
    return 'none';
  } catch (error) {
    return failureOf(error);
  }
}

beforeEach(() => {
  sessionStorage.clear();
  localStorage.clear();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the visit', () => {
  test('keeps a frame under its slot and gives it back', () => {
    tiers.put(write({}));
    expect(sessionStorage.getItem('carrel/guest/visit/quiz.answer/course/quiz/1/15')).toBe('AP8H');
    expect([...tiers.visit().values()]).toEqual([Uint8Array.from([0, 255, 7])]);
  });

  test('keeps a large frame', () => {
    const bytes = new Uint8Array(100_000).fill(200);
    tiers.put(write({ bytes }));
    expect([...tiers.visit().values()]).toEqual([bytes]);
  });

  test('removes it', () => {
    tiers.put(write({}));
    tiers.put(write({ remove: true }));
    expect(sessionStorage).toHaveLength(0);
  });

  test('reads its own profile alone, and a damaged entry as an empty frame', () => {
    sessionStorage.setItem('carrel/p7k2/visit/x', 'AP8H');
    sessionStorage.setItem('carrel/guest/visit/x', '?');
    expect([...tiers.visit().values()]).toEqual([new Uint8Array()]);
  });
});

test('copies in localStorage are plain values', () => {
  tiers.put(write({ local: true, key: 'pref/pref.theme', value: 'dark' }));
  expect(localStorage.getItem('carrel/guest/pref/pref.theme')).toBe('dark');
  tiers.put(write({ local: true, key: 'pref/pref.theme', remove: true }));
  expect(localStorage).toHaveLength(0);
});

test('full storage is a quota failure', () => {
  const full = () => {
    throw new DOMException('', 'QuotaExceededError');
  };
  vi.stubGlobal('sessionStorage', { setItem: full });
  expect(failure(() => tiers.put(write({})))).toBe('quota');
});

test('denied storage is unavailable, and holds no visit', () => {
  const denied = () => {
    throw new DOMException('', 'SecurityError');
  };
  vi.spyOn(globalThis, 'sessionStorage', 'get').mockImplementation(denied);
  expect(failure(() => tiers.put(write({})))).toBe('unavailable');
  expect([...tiers.visit().values()]).toEqual([]);
});
