/** The wasm module's boundary: the generated types, and what they cannot say. */
import type * as Generated from '../../../wasm/carrel';

export interface Enumerator {
  readonly value: number;
}
export type Enumeration<N extends string> = Readonly<Record<N, Enumerator>>;

/** As the host uses it: every text a string, every enumerator one of any enumeration. */
export type Plain<T> = string extends T
  ? string
  : T extends Uint8Array | BigInt64Array
    ? T
    : T extends Enumerator
      ? Enumerator
      : T extends object
        ? { [K in keyof T]: Plain<T[K]> }
        : T;

/** Milliseconds, and 128 bits of entropy. */
export type Moment = [now: number, e0: number, e1: number, e2: number, e3: number];
export type Frames = Generated.Frames;
export type Compaction = Generated.Compaction;
export type Done = Plain<Generated.Done>;
export type WireConsent = Plain<Generated.ChoiceIn>;
export type WireAge = Plain<Generated.AgeIn>;
export type WirePayload = Plain<Generated.Payload>;
/** What each kind of effect carries. */
export interface EffectOf {
  read: { id: number; after: number; known: number };
  persist: {
    id: number;
    frames: Uint8Array[];
    strict: boolean;
    decision: string;
    /** The choice among the frames as the server is sent it; null where it names nobody. */
    consent: Uint8Array | null;
    inbox: number;
  };
  snapshot: {
    id: number;
    generation: number;
    fallback: number;
    bytes: Uint8Array;
    deleteTo: number;
    spare: number[];
  };
  forget: { id: number; keys: number[] };
  put_tier: {
    id: number;
    local: boolean;
    key: string;
    remove: boolean;
    bytes: Uint8Array;
    value: string;
  };
  send: { id: number; method: string; path: string; body: string };
  acknowledge: { ticket: number; saved: Enumerator };
  changed: { items: string[] };
  decide: object;
  wake: { at: number };
}
export type Effect = { [K in keyof EffectOf]: { kind: K } & EffectOf[K] }[keyof EffectOf];

/** Commands return a ticket: not 0 where an `acknowledge` with it follows. Queries their answer. */
export type Engine = {
  [K in keyof Generated.Engine]: Generated.Engine[K] extends (...args: infer A) => infer R
    ? (...args: Plain<A>) => Plain<R>
    : never;
};

export type EnumerationName = 'Shape' | 'Choice' | 'Tier' | 'Failure' | 'Outcome';
export type Name<E extends EnumerationName> = keyof Generated.MainModule[E] & string;
type Enumerations = { [E in EnumerationName]: Enumeration<Name<E>> };

export interface Module extends Enumerations {
  Engine: { open(policy: string, hash: string, profile: string, ...at: Moment): Engine | null };
  checkPolicy(text: string): Plain<Generated.Fault>[];
  /** Mounts them, unless they are, and reads what the store has now. */
  snapshotsMount(profile: string): Promise<void>;
  snapshotsRead(generation: number): Uint8Array | null;
  snapshotsWrite(generation: number, bytes: Uint8Array): void;
  snapshotsRemove(generation: number): void;
  snapshotsList(): number[];
  /** From memory to the store, or the other way round. */
  snapshotsSync(fromStore: boolean): Promise<void>;
}
