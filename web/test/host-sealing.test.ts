// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Stores } from '../src/host/effects';
import { Journal } from '../src/host/journal';
import type { Module } from '../src/host/module';
import { Cipher } from '../src/host/sealing/cipher';
import { lock, newDataKey, unlock } from '../src/host/sealing/passphrase';
import { SealedStores } from '../src/host/sealing/stores';
import { Snapshots } from '../src/host/snapshots';
import { Tiers } from '../src/host/tiers';
import { openOrCreate } from '../src/shared/idb';
import { effect, fakeEngine, fakeModule } from './host-fakes';
import { emptyBrowser } from './host-real';

const PASSPHRASE = 'correct horse';
const bytes = (...values: number[]) => Uint8Array.from(values);
const snapshot = (n: number) => bytes(...new TextEncoder().encode('CARRELSN'), n);

/** Deriving a key takes long, on purpose. */
vi.setConfig({ testTimeout: 120_000 });

describe('a cipher', () => {
  let cipher: Cipher;
  beforeEach(async () => {
    cipher = new Cipher(await newDataKey(), 'guest');
  });

  test.each([0, 1, 15, 16, 17, 70_000])('gives %i bytes back', async (length) => {
    const text = new Uint8Array(length).map((_, i) => i * 7);
    const sealed = await cipher.seal('frame', text);
    expect(sealed.length).toBe(12 + length + 16);
    expect(await cipher.open('frame', sealed)).toEqual(text);
  });

  test('seals the same text otherwise each time', async () => {
    const sealed = await Promise.all(
      Array.from({ length: 50 }, () => cipher.seal('frame', bytes(1))),
    );
    expect(new Set(sealed.map((one) => String(one.slice(0, 12)))).size).toBe(50);
  });

  test('opens nothing of which one bit is changed, or that is cut', async () => {
    const sealed = await cipher.seal('frame', bytes(1, 2, 3));
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.map((byte, i) => (i === at ? byte ^ 1 : byte));
      expect(await cipher.open('frame', changed)).toBeNull();
      expect(await cipher.open('frame', sealed.slice(0, at))).toBeNull();
    }
  });

  test('opens nothing of another kind, profile or key', async () => {
    const sealed = await cipher.seal('frame', bytes(1));
    expect(await cipher.open('snapshot', sealed)).toBeNull();
    expect(await new Cipher(cipher.key, 'p7k2abcd').open('frame', sealed)).toBeNull();
    expect(await new Cipher(await newDataKey(), 'guest').open('frame', sealed)).toBeNull();
  });
});

test('a data key comes out under its passphrase and profile alone, and cannot be exported', async () => {
  const record = await lock(await newDataKey(), 'guest', PASSPHRASE);
  expect(record).toMatchObject({ format: 1, iterations: 600_000 });
  expect([record.salt.length, record.iv.length, record.key.length]).toEqual([16, 12, 48]);
  expect(await unlock(record, 'guest', `${PASSPHRASE} `)).toBeNull();
  expect(await unlock(record, 'p7k2abcd', PASSPHRASE)).toBeNull();
  expect(await unlock({ ...record, iterations: 600_001 }, 'guest', PASSPHRASE)).toBeNull();
  expect((await unlock(record, 'guest', PASSPHRASE))?.extractable).toBe(false);
});

/** One tab's stores; the files lie in `files` as IDBFS would keep them. */
class Tab {
  readonly plain;
  readonly sealed: SealedStores;

  constructor(readonly module: Module) {
    const journal = new Journal('guest');
    const snapshots = new Snapshots(module, 'guest', journal);
    this.plain = { journal, snapshots, tiers: new Tiers('guest') };
    this.sealed = new SealedStores('guest', this.plain);
  }

  static on(files: Map<number, Uint8Array>): Tab {
    return new Tab(fakeModule(fakeEngine().engine, files));
  }
}

async function content({ journal, snapshots }: Pick<Stores, 'journal' | 'snapshots'>) {
  const { frames } = await journal.read(0);
  return { frames: frames.map((frame) => frame.bytes), snapshots: await snapshots.read() };
}

describe('a change of how records lie', () => {
  const stored = { frames: [bytes(1), bytes(2)], snapshots: [snapshot(2), snapshot(1)] };
  let files: Map<number, Uint8Array>;
  let tab: Tab;

  beforeEach(async () => {
    emptyBrowser();
    files = new Map();
    tab = Tab.on(files);
    (await openOrCreate('/carrel/guest/snapshots')).close();
    await tab.plain.journal.append({
      ...stored,
      strict: false,
      decision: '',
      consent: null,
      inbox: 0,
    });
    for (const n of [1, 2])
      await tab.plain.snapshots.write(
        effect('snapshot', { generation: n, fallback: n - 1, bytes: snapshot(n) }),
      );
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  const record = () => tab.plain.journal.sealed();
  /** Opens what is there as a fresh tab does, with the passphrase where it takes one. */
  async function reopened() {
    tab.sealed.journal.close();
    tab = Tab.on(files);
    const seal = await record();
    if (!seal) return { ...(await content(tab.plain)), encrypted: false };
    expect(await tab.sealed.unlock(seal, PASSPHRASE)).toBe('');
    expect(await record()).toMatchObject({ mixed: false });
    return { ...(await content(tab.sealed)), encrypted: true };
  }
  const plainFiles = () =>
    [...files.values()].filter((file) => new TextDecoder().decode(file).startsWith('CARRELSN'));

  test('seals frames and both snapshots, and makes them plain again', async () => {
    expect(await tab.sealed.encrypt(undefined, PASSPHRASE)).toBe('');
    expect(await content(tab.sealed)).toEqual(stored);
    expect(plainFiles()).toEqual([]);
    expect(await reopened()).toEqual({ ...stored, encrypted: true });
    expect(await tab.sealed.decrypt(await record(), PASSPHRASE)).toBe('');
    expect(await reopened()).toEqual({ ...stored, encrypted: false });
  });

  const rejected = () => Promise.reject(new DOMException('', 'QuotaExceededError'));
  const STEPS: [string, () => unknown][] = [
    [
      'the frames',
      () =>
        vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
          throw new DOMException('', 'QuotaExceededError');
        }),
    ],
    ['the snapshots', () => vi.spyOn(tab.module, 'snapshotsSync').mockImplementation(rejected)],
    ['the record', () => vi.spyOn(tab.plain.journal, 'putSeal').mockImplementation(rejected)],
  ];

  test.each(STEPS)('cut short at %s, encrypting leaves a state that opens', async (_, fail) => {
    fail();
    await expect(tab.sealed.encrypt(undefined, PASSPHRASE)).rejects.toThrow();
    vi.restoreAllMocks();
    const { encrypted, ...held } = await reopened();
    expect(held).toEqual(stored);
    if (encrypted) expect(plainFiles()).toEqual([]);
  });

  test.each(STEPS)('cut short at %s, decrypting leaves a state that opens', async (_, fail) => {
    await tab.sealed.encrypt(undefined, PASSPHRASE);
    const before = await record();
    fail();
    await expect(tab.sealed.decrypt(before, PASSPHRASE)).rejects.toThrow();
    vi.restoreAllMocks();
    expect(await reopened()).toEqual({ ...stored, encrypted: true });
    expect(plainFiles()).toEqual([]);
  });

  test('takes in what another tab appends meanwhile', async () => {
    const other = new Journal('guest');
    await other.read(0);
    let late = true;
    const seal = Cipher.prototype.seal;
    vi.spyOn(Cipher.prototype, 'seal').mockImplementation(async function (this: Cipher, ...args) {
      const append = { frames: [bytes(3)], strict: false, decision: '', consent: null, inbox: 0 };
      if (late) await other.append(append);
      late = false;
      return seal.apply(this, args);
    });
    await tab.sealed.encrypt(undefined, PASSPHRASE);
    expect((await content(tab.sealed)).frames).toEqual([...stored.frames, bytes(3)]);
  });

  test('a damaged frame or file is empty, as replay reports it, and stays where it is', async () => {
    await tab.sealed.encrypt(undefined, PASSPHRASE);
    await tab.plain.journal.append({
      ...stored,
      strict: false,
      decision: '',
      consent: null,
      inbox: 0,
    });
    files.set(2, snapshot(2));
    expect(await content(tab.sealed)).toEqual({
      frames: [...stored.frames, bytes(), bytes()],
      snapshots: [bytes(), snapshot(1)],
    });
  });
});
