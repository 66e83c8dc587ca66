import 'fake-indexeddb/auto';
import { describe, expect, test, vi } from 'vitest';
import type { Ports } from '../src/host/effects';
import { type Audience, Host } from '../src/host/host';
import { Views } from '../src/host/views';
import { CHOICE, effect, fakeEngine, fakeModule, outcome, settled, TIER } from './host-fakes';

function setUp(answers: Parameters<typeof fakeEngine>[0]) {
  const { engine, seen } = fakeEngine(answers);
  const append = vi.fn(async () => [1]);
  const ports = {
    journal: { append },
    peers: { advanced() {} },
    standIn: { wrote() {} },
  } as unknown as Ports;
  const audience = { changed: vi.fn(), decided: vi.fn(), saveState: vi.fn() } satisfies Audience;
  const died = vi.fn();
  const host = new Host(fakeModule(engine), engine, ports, audience, died);
  return { host, seen, audience, append, died };
}

const trap = () => {
  throw new WebAssembly.RuntimeError('unreachable');
};
const persisted = () => outcome({ ticket: 5, effects: [effect('persist', { id: 9 })] });
const acknowledged = (saved: keyof typeof TIER) => {
  return outcome({ effects: [effect('acknowledge', { ticket: 5, saved: TIER[saved] })] });
};

describe('a ticket', () => {
  test.each([
    ['persistent', 'durable'],
    ['local', 'durable'],
    ['visit', 'visit'],
    ['memory', 'memory'],
    ['none', 'memory'],
  ] as const)('acknowledged as %s resolves to %s', async (tier, saved) => {
    const { host } = setUp({ tick: persisted, done: () => acknowledged(tier) });
    expect(await host.submit((e) => e.tick()).saved).toBe(saved);
  });

  test('may be acknowledged by the command itself', async () => {
    const { host } = setUp({ tick: () => ({ ...acknowledged('visit'), ticket: 5 }) });
    expect(await host.submit((e) => e.tick()).saved).toBe('visit');
  });

  test('waits while its persist fails', async () => {
    const { host, seen, append } = setUp({ tick: persisted });
    append.mockRejectedValue(new DOMException('', 'QuotaExceededError'));
    const saved = vi.fn();
    host.submit((e) => e.tick()).saved.then(saved);
    await settled();
    expect(saved).not.toHaveBeenCalled();
    const { Failure } = host.core.module;
    expect(seen.at(-1)).toMatchObject(['done', { id: 9, ok: false, failure: Failure.quota }]);
  });

  test('is refused when the host closes', async () => {
    const { host, append } = setUp({ tick: persisted });
    append.mockReturnValue(new Promise(() => {}));
    const { saved } = host.submit((e) => e.tick());
    host.close();
    await expect(saved).rejects.toMatchObject({ code: 'closed' });
  });
});

test('a refused command tells its code and place, after its effects', async () => {
  const effects = [effect('changed', { items: ['draft.text'] })];
  const refused = () => outcome({ code: 'too_large', where: 'draft.text', effects });
  const { host, audience } = setUp({ tick: refused });
  const { saved } = host.submit((e) => e.tick());
  expect(audience.changed).toHaveBeenCalledWith(['draft.text']);
  await expect(saved).rejects.toThrow('too_large: draft.text');
});

test('a decision is announced with the categories it is about', () => {
  const effects = [effect('decide')];
  const keys = ['necessary', 'functional'];
  const decision = () => ({ choice: CHOICE.granted, keys, bits: 3, gpc: 2 });
  const { host, audience } = setUp({ tick: () => outcome({ effects }), decision });
  host.submit((e) => e.tick());
  expect(audience.decided, 'not before all that waits was taken in').not.toHaveBeenCalled();
  host.tellDecisions();
  expect(audience.decided).toHaveBeenCalledExactlyOnceWith({
    choice: 'granted',
    keys,
    bits: 3,
    gpc: 2,
    source: 'engine',
  });
});

describe('a trap in wasm', () => {
  test('denies everything from then on', async () => {
    const { host, audience, seen, append, died } = setUp({
      advanced: persisted,
      tick: trap,
      allows: () => true,
    });
    const views = new Views(host.core);
    expect(views.allowed('functional')).toBe(true);
    append.mockReturnValue(new Promise(() => {}));
    const { saved } = host.submit((e) => e.advanced());

    await expect(host.submit((e) => e.tick()).saved).rejects.toThrow('engine_dead');
    await expect(saved).rejects.toThrow('engine_dead');
    await expect(host.submit((e) => e.advanced()).saved).rejects.toThrow('engine_dead');
    expect(views.allowed('functional')).toBe(false);
    expect(views.decision()).toMatchObject({ choice: 'unasked', bits: 0, keys: [] });
    expect(views.values('draft.text', '')).toEqual([]);
    expect(audience.decided).toHaveBeenLastCalledWith(expect.objectContaining({ bits: 0 }));
    const unsaved = { state: 'unsaved', reason: 'engine_dead' };
    expect(audience.saveState).toHaveBeenLastCalledWith(unsaved);
    expect(died).toHaveBeenCalledOnce();
    host.close();
    expect(seen.map(([name]) => name)).not.toContain('delete');
  });

  test('denies the very question that trapped', () => {
    const { host } = setUp({ allows: trap });
    const views = new Views(host.core);
    expect(views.allowed('functional')).toBe(false);
    expect(host.core.end).toBe('engine_dead');
  });

  test('may be a stack that is full', () => {
    const deep = () => {
      throw new RangeError('Maximum call stack size exceeded');
    };
    const { host } = setUp({ tick: deep });
    host.submit((e) => e.tick());
    expect(host.core.end).toBe('engine_dead');
  });

  test('is not what a mistaken argument is', () => {
    const { host } = setUp({
      tick: () => {
        throw new TypeError('Embind says no');
      },
    });
    expect(() => host.submit((e) => e.tick())).toThrow(TypeError);
    expect(host.core.end).toBe('');
  });
});

test('closing frees the handle once', async () => {
  const { host, seen } = setUp({});
  host.close();
  host.close();
  expect(seen.filter(([name]) => name === 'delete')).toHaveLength(1);
  await expect(host.submit((e) => e.tick()).saved).rejects.toThrow('closed');
});

test('the save state goes from saving to saved, and tells no change twice', async () => {
  const { host, audience } = setUp({ tick: persisted, done: () => acknowledged('persistent') });
  await host.submit((e) => e.tick()).saved;
  host.updateState();
  expect(audience.saveState.mock.calls).toEqual([
    [{ state: 'saving', reason: '' }],
    [{ state: 'saved', reason: '' }],
  ]);
});
