// @vitest-environment happy-dom
import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Alarm } from '../src/host/alarm';
import { Effects, type Feedback, type ReadPart } from '../src/host/effects';
import { EMPTY, Journal } from '../src/host/journal';
import type { EffectOf } from '../src/host/module';
import type { Peers } from '../src/host/peers';
import { Snapshots } from '../src/host/snapshots';
import { Tiers } from '../src/host/tiers';
import type { Transport } from '../src/host/transport';
import { effect, fakeEngine, fakeModule } from './host-fakes';

const frame = (value: number) => Uint8Array.from([value]);
const persist = (id: number, members: Partial<EffectOf['persist']> = {}) =>
  effect('persist', { id, frames: [frame(id)], ...members });

const snapshot = (generation: number, members: Partial<EffectOf['snapshot']> = {}) =>
  effect('snapshot', {
    id: generation,
    generation,
    fallback: generation - 1,
    bytes: frame(generation),
    ...members,
  });

function setUp(transport: Partial<Transport> | null = null) {
  const files = new Map<number, Uint8Array>();
  const module = fakeModule(fakeEngine().engine, files);
  const journal = new Journal('guest');
  const heard: unknown[][] = [];
  const hear =
    (name: string) =>
    async (...args: unknown[]) =>
      void heard.push([name, ...args]);
  const feedback: Feedback = {
    read: hear('read'),
    done: hear('done'),
    acknowledged: hear('acknowledged'),
    changed: hear('changed'),
    decided: hear('decided'),
    unreadable: hear('unreadable'),
  };
  const advanced = vi.fn();
  const set = vi.fn();
  const ports = {
    journal,
    snapshots: new Snapshots(module, 'guest', journal),
    tiers: new Tiers('guest'),
    transport: transport as Transport | null,
    peers: { advanced, decided: advanced } as unknown as Peers,
    standIn: { wrote: vi.fn() },
    alarm: { set } as unknown as Alarm,
  };
  return { effects: new Effects(ports, feedback), heard, files, journal, advanced, set };
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

test('a persist is answered with its keys, and then the other tabs are told', async () => {
  const { effects, heard, advanced } = setUp();
  const carried = effects.carryOut([persist(7), persist(8)]);
  expect(advanced).not.toHaveBeenCalled();
  await carried;
  expect(heard).toEqual([
    ['done', 7, null, { keys: [1] }],
    ['done', 8, null, { keys: [2] }],
  ]);
  expect(advanced).toHaveBeenCalledTimes(2);
});

test('a slow send holds up nothing', async () => {
  let reply: (value: { status: number; retryAfter: number; reply: string }) => void = () => {};
  const sent = new Promise<{ status: number; retryAfter: number; reply: string }>((resolve) => {
    reply = resolve;
  });
  const { effects, heard } = setUp({ send: () => sent });
  const carried = effects.carryOut([effect('send', { id: 1 }), persist(2)]);
  await effects.carryOut([persist(3)]);
  expect(heard.map(([, id]) => id)).toEqual([2, 3]);
  reply({ status: 200, retryAfter: 0, reply: '[]' });
  await carried;
  expect(heard.at(-1)).toEqual(['done', 1, null, { status: 200, retryAfter: 0, reply: '[]' }]);
});

test('without a transport a send is blocked', async () => {
  const { effects, heard } = setUp();
  await effects.carryOut([effect('send', { id: 1, method: 'POST', path: '/xapi/statements' })]);
  expect(heard).toEqual([['done', 1, 'blocked', {}]]);
});

test('a read is answered in chunks, the last one marked', async () => {
  const { effects, heard, journal } = setUp();
  const frames = Array.from({ length: 2200 }, (_, i) => frame(i % 250));
  await journal.append({ frames, strict: false, decision: '', consent: null, inbox: 0 });
  await effects.carryOut([effect('read', { id: 3, after: 50 })]);
  const parts = heard.map(([, , part]) => part as ReadPart);
  expect(parts.map(({ complete }) => complete)).toEqual([false, true]);
  const keys = parts.flatMap((part) => part.frames.map(({ key }) => key));
  expect(keys).toEqual(Array.from({ length: 2150 }, (_, i) => i + 51));
});

test('denied storage is read as empty', async () => {
  const denied = new DOMException('', 'SecurityError');
  vi.spyOn(IDBFactory.prototype, 'databases').mockRejectedValueOnce(denied);
  const { effects, heard } = setUp();
  await effects.carryOut([effect('read', { id: 3 })]);
  expect(heard).toEqual([['read', 3, { ...EMPTY, complete: true, snapshots: [] }]]);
});

describe('snapshots', () => {
  test('the newest is named only once it was read back; the one before stays', async () => {
    const { effects, heard, files, journal } = setUp();
    for (const generation of [1, 2, 3]) await effects.carryOut([snapshot(generation)]);
    expect(heard.map(([, id, failure]) => [id, failure])).toEqual([
      [1, null],
      [2, null],
      [3, null],
    ]);
    expect((await journal.compaction()).generation).toBe(3);
    expect([...files.keys()]).toEqual([2, 3]);
  });

  test('one that does not read back is refused and not named', async () => {
    const { effects, heard, files, journal } = setUp();
    vi.spyOn(files, 'set').mockImplementationOnce(() => files);
    await effects.carryOut([snapshot(1, { deleteTo: 9 })]);
    expect(heard).toEqual([['done', 1, 'unavailable', {}]]);
    expect(await journal.compaction()).toEqual(EMPTY.compaction);
  });

  test('are read newest first', async () => {
    const { effects } = setUp();
    for (const generation of [1, 2]) await effects.carryOut([snapshot(generation)]);
    expect(await effects.ports.snapshots.read()).toEqual([frame(2), frame(1)]);
  });

  test('take the place of frames, which a tab that slept learns with them', async () => {
    const { effects, heard } = setUp();
    await effects.carryOut([persist(1), persist(2), persist(3)]);
    await effects.carryOut([snapshot(1), snapshot(2, { deleteTo: 2 })]);
    heard.length = 0;
    await effects.carryOut([effect('read', { id: 9, after: 1, known: 1 })]);
    await effects.carryOut([effect('read', { id: 10, after: 0, known: 2 })]);
    const compaction = { generation: 2, deletedTo: 2, forgotten: 0 };
    const read = { frames: [{ key: 3, bytes: frame(3) }], complete: true, compaction };
    expect(heard).toEqual([
      ['read', 9, { ...read, snapshots: [frame(2), frame(1)] }],
      ['read', 10, { ...read, snapshots: [] }],
    ]);
  });

  test('are noted by a forget to hold what it deletes', async () => {
    const { effects, heard, journal, advanced } = setUp();
    await effects.carryOut([persist(1), persist(2)]);
    await effects.carryOut([snapshot(1)]);
    advanced.mockClear();
    await effects.carryOut([effect('forget', { id: 4, keys: [1] })]);
    expect(heard.at(-1)).toEqual(['done', 4, null, {}]);
    expect(advanced).toHaveBeenCalledOnce();
    expect(await journal.read(0, 9)).toEqual({
      frames: [{ key: 2, bytes: frame(2) }],
      compaction: { generation: 1, deletedTo: 0, forgotten: 2 },
    });
  });
});

test('a read that fails is no end of the journal', async () => {
  const { effects, heard, journal } = setUp();
  vi.spyOn(journal, 'read').mockRejectedValue(new DOMException('lost', 'AbortError'));
  await expect(effects.carryOut([effect('read', { id: 5 })])).rejects.toThrow('lost');
  expect(heard).toEqual([['unreadable']]);
});

test('what needs no answer is passed on', async () => {
  const { effects, heard, set } = setUp();
  const acknowledge = effect('acknowledge', { ticket: 4 });
  const decide = effect('decide');
  const changed = effect('changed', { items: ['draft.text'] });
  await effects.carryOut([acknowledge, changed, decide, effect('wake', { at: 99 })]);
  expect(heard).toEqual([['acknowledged', acknowledge], ['changed', ['draft.text']], ['decided']]);
  expect(set).toHaveBeenCalledWith(99);
});
