// @vitest-environment happy-dom
import { readFile } from 'node:fs/promises';
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { moment } from '../src/host/moment';
import { openOrCreate, put } from '../src/shared/idb';
import type { Payload } from '../src/shared/types';
import {
  built,
  closeAll,
  emptyBrowser,
  frames,
  instance,
  open,
  place,
  policyText,
  saveStates,
  texts,
} from './host-real';

beforeEach(emptyBrowser);
afterEach(closeAll);

describe.skipIf(!built)('the host on the real engine, when something is wrong', () => {
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
  });

  test('a full disk is said, and the record is saved once there is room', async () => {
    const carrel = await open();
    await carrel.choose('granted', ['resume'], texts);
    const states = saveStates(carrel);
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
  });

  test('a journal of a newer format is refused and left as it is', async () => {
    const carrel = await open();
    await carrel.choose('refused', [], texts);
    carrel.close();
    const [frame] = (await frames()) as Uint8Array[];
    const newer = new Uint8Array(await readFile('tests/golden/frame-newer.bin'));
    const db = await openOrCreate('carrel/guest');
    await put(db, 'journal', newer, { durability: 'strict' });
    db.close();
    const said: unknown[] = [];
    addEventListener('carrel:unsaved', ({ detail }) => said.push(detail), { once: true });
    await expect(open()).rejects.toMatchObject({ code: 'newer_format' });
    expect(said).toEqual([{ state: 'unsaved', reason: 'newer_format' }]);
    expect(await frames()).toEqual([frame, newer]);
  });

  test('a corrupt frame is passed over and left as it is; after the last choice it may be one', async () => {
    const carrel = await open();
    await carrel.choose('refused', [], texts);
    carrel.close();
    const db = await openOrCreate('carrel/guest');
    const torn = ((await frames())[0] as Uint8Array).slice(0, -3);
    await put(db, 'journal', torn, { durability: 'strict' });
    db.close();
    const again = await open();
    expect([again.decision().choice, again.damaged()]).toEqual(['unasked', 1]);
    await again.choose('granted', ['resume'], texts);
    again.close();
    const third = await open();
    expect([third.decision().choice, third.damaged()]).toEqual(['granted', 1]);
    expect(await frames()).toHaveLength(3);
  });

  test('names each fault of an invalid policy', async () => {
    const policy = policyText.replace('"purpose": "resume"', '"purpose": "no_such"');
    await expect(open({ policyText: policy })).rejects.toMatchObject({
      code: 'bad_policy',
      where: expect.stringMatching(/^\/items\/\d+\/purpose: /),
    });
    await expect(open({ profile: '../x' })).rejects.toMatchObject({ code: 'bad_profile' });
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
    for (let i = 0; i < 1200; i++) Engine.open(policyText, texts, 'guest', ...moment())?.delete();
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
