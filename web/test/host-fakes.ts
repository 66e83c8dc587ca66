import type { Effect, EffectOf, Engine, Enumeration, Module } from '../src/host/module';
import type { Outcome, Reaction } from '../src/host/reaction';

export function enumeration<N extends string>(...names: N[]): Enumeration<N> {
  const members = names.map((name, value) => [name, { value }] as const);
  return { ...Object.fromEntries(members), values: {} } as unknown as Enumeration<N>;
}

export const TIER = enumeration('none', 'memory', 'visit', 'local', 'persistent');
export const CHOICE = enumeration('unasked', 'refused', 'on_device', 'granted');

const BLANK: EffectOf = {
  read: { id: 0, after: 0, known: 0 },
  persist: { id: 0, frames: [], strict: false, decision: '', consent: null, inbox: 0 },
  snapshot: {
    id: 0,
    generation: 0,
    fallback: 0,
    bytes: new Uint8Array(),
    deleteTo: 0,
    spare: [],
  },
  forget: { id: 0, keys: [] },
  put_tier: { id: 0, local: false, key: '', remove: false, bytes: new Uint8Array(), value: '' },
  send: { id: 0, method: '', path: '', body: '' },
  acknowledge: { ticket: 0, saved: TIER.none },
  changed: { items: [] },
  decide: {},
  wake: { at: 0 },
};

/** An effect whose other members are 0 or empty. */
export function effect<K extends keyof EffectOf>(
  kind: K,
  members: Partial<EffectOf[K]> = {},
): Effect & { kind: K } {
  return { ...BLANK[kind], kind, ...members } as unknown as Effect & { kind: K };
}

export const outcome = (members: Partial<Outcome> = {}): Outcome => ({
  code: '',
  where: '',
  ticket: 0,
  effects: [],
  ...members,
});

/** As the engine does. */
function tell(reaction: Reaction, { code, where, effects }: Outcome): void {
  if (code) reaction.refuse(code, where);
  for (const { kind, ...members } of effects) {
    const {
      frames = [],
      consent,
      items = [],
      ...others
    } = members as Partial<EffectOf['persist'] & EffectOf['changed']>;
    for (const frame of frames) reaction.frame(frame);
    if (consent) reaction.consent(consent);
    for (const item of items) reaction.item(item);
    (reaction[kind] as (...values: unknown[]) => void).call(reaction, ...Object.values(others));
  }
}

/** A command as the fake engine saw it: its name, and its arguments. */
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
    status: { queued: 0, unsaved: 0, corrupt: 0, session: false },
  };
  let reaction: Reaction | undefined;
  const engine = new Proxy({} as Engine, {
    get: (_, name: string) => {
      return (...args: never[]) => {
        if (name === 'attach') {
          [reaction] = args;
          return undefined;
        }
        const answer = answers[name];
        if (name in queries) return answer ? answer(...args) : queries[name];
        if (name === 'at') return undefined;
        seen.push([name, ...args]);
        const told = (answer?.(...args) ?? outcome()) as Outcome;
        if (reaction) tell(reaction, told);
        return told.ticket;
      };
    },
  });
  return { engine, seen };
}

/** A module whose mount remembers files until it is synchronised with `store`. */
export function fakeModule(engine: Engine, store = new Map<number, Uint8Array>()): Module {
  const memory = new Map<number, Uint8Array>();
  const synchronise = async (fromStore: boolean) => {
    const [from, to] = fromStore ? [store, memory] : [memory, store];
    to.clear();
    for (const [generation, bytes] of from) to.set(generation, bytes);
  };
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
      'intervals',
      'membership',
    ),
    Choice: CHOICE,
    Tier: TIER,
    Failure: enumeration('other', 'quota', 'closed', 'unavailable', 'blocked', 'network'),
    Outcome: enumeration('refused', 'sent', 'blocked'),
    Engine: { open: () => engine },
    checkPolicy: () => [],
    snapshotsMount: () => synchronise(true),
    snapshotsRead: (generation) => memory.get(generation) ?? null,
    snapshotsWrite: (generation, bytes) => void memory.set(generation, bytes),
    snapshotsRemove: (generation) => void memory.delete(generation),
    snapshotsList: () => [...memory.keys()],
    snapshotsSync: synchronise,
  };
}

/** Resolves once what is on its way in IndexedDB and in promises has come to rest. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 20; i++) await new Promise((resolve) => setTimeout(resolve));
}
