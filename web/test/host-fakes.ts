import type { Effect, Engine, Enumeration, Module, Name, Outcome } from '../src/host/module';

export function enumeration<N extends string>(...names: N[]): Enumeration<N> {
  const members = names.map((name, value) => [name, { value }] as const);
  return { ...Object.fromEntries(members), values: {} } as unknown as Enumeration<N>;
}

const KINDS = enumeration(
  'none',
  'read',
  'persist',
  'snapshot',
  'forget',
  'put_tier',
  'send',
  'acknowledge',
  'changed',
  'decide',
  'wake',
);
export const TIER = enumeration('none', 'memory', 'visit', 'local', 'persistent');
export const CHOICE = enumeration('unasked', 'refused', 'on_device', 'granted');

/** An effect whose other members are 0 or empty, as the engine hands it out. */
export function effect(kind: Name<'EffectKind'>, members: Partial<Effect> = {}): Effect {
  return {
    id: 0,
    kind: KINDS[kind],
    after: 0,
    frames: [],
    strict: false,
    decision: '',
    inbox: 0,
    generation: 0,
    bytes: new Uint8Array(),
    keys: [],
    local: false,
    key: '',
    remove: false,
    value: '',
    method: '',
    path: '',
    body: '',
    ticket: 0,
    saved: TIER.none,
    items: [],
    choice: CHOICE.unasked,
    bits: 0,
    at: 0,
    ...members,
  };
}

export const outcome = (members: Partial<Outcome> = {}): Outcome => ({
  code: '',
  where: '',
  ticket: 0,
  effects: [],
  ...members,
});

/** A command as the fake engine saw it: its name, and its arguments without the moment. */
export type Seen = [name: string, ...args: unknown[]];

/** An engine that follows a script: `answers[name]` says what that command or query returns. */
export function fakeEngine(answers: Record<string, (...args: never[]) => unknown> = {}) {
  const seen: Seen[] = [];
  const queries: Record<string, unknown> = {
    values: [],
    stored: [],
    left: [],
    decision: {
      choice: CHOICE.unasked,
      keys: ['necessary', 'functional'],
      bits: 1,
      gpc: 0,
      until: 0,
      purposes: [],
      asked: false,
      onDeviceOnly: false,
    },
    allows: false,
    status: { queued: 0, unsaved: 0, corrupt: 0, reason: '' },
  };
  const engine = new Proxy({} as Engine, {
    get: (_, name: string) => {
      return (...args: never[]) => {
        const answer = answers[name];
        if (name in queries) return answer ? answer(...args) : queries[name];
        const rest = name === 'delete' || name === 'setLanguage' ? args : args.slice(1);
        seen.push([name, ...rest]);
        return answer ? answer(...(rest as never[])) : outcome();
      };
    },
  });
  return { engine, seen };
}

/** A module whose mount remembers files until it is synchronised with `store`. */
export function fakeModule(engine: Engine, store = new Map<number, Uint8Array>()): Module {
  const memory = new Map<number, Uint8Array>();
  return {
    Shape: enumeration(
      'none',
      'flag',
      'number',
      'choice',
      'text',
      'position',
      'answer',
      'attempt',
      'draft',
      'submission',
      'service',
    ),
    Choice: CHOICE,
    Tier: TIER,
    Failure: enumeration('other', 'quota', 'closed', 'unavailable', 'blocked', 'network'),
    Outcome: enumeration('refused', 'sent', 'blocked'),
    EffectKind: KINDS,
    Engine: { open: () => engine },
    checkPolicy: () => [],
    snapshotsMount: async () => {},
    snapshotsRead: (generation) => memory.get(generation) ?? null,
    snapshotsWrite: (generation, bytes) => void memory.set(generation, bytes),
    snapshotsRemove: (generation) => void memory.delete(generation),
    snapshotsList: () => [...memory.keys()],
    snapshotsSync: async (fromStore) => {
      const [from, to] = fromStore ? [store, memory] : [memory, store];
      to.clear();
      for (const [generation, bytes] of from) to.set(generation, bytes);
    },
  };
}

/** Resolves once what is on its way in IndexedDB and in promises has come to rest. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve));
}
