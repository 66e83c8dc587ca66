/** The wasm module's boundary: the generated types, and what they cannot say. */
import type * as Generated from '../../../wasm/carrel';

export interface Enumerator {
  readonly value: number;
}
export type Enumeration<N extends string> = Readonly<Record<N, Enumerator>>;

/** As the host uses it: every text a string, every enumerator one of any enumeration. */
type Plain<T> = string extends T
  ? string
  : T extends Uint8Array
    ? T
    : T extends Enumerator
      ? Enumerator
      : T extends object
        ? { [K in keyof T]: Plain<T[K]> }
        : T;

export type Moment = Generated.Moment;
export type Frames = Generated.Frames;
export type Compaction = Generated.Compaction;
export type Done = Plain<Generated.Done>;
export type WireConsent = Plain<Generated.ChoiceIn>;
export type WirePayload = Plain<Generated.Payload>;
/** What each kind of effect carries. */
export interface EffectOf {
  read: Plain<Generated.ReadEffect>;
  persist: Plain<Generated.PersistEffect>;
  snapshot: Plain<Generated.SnapshotEffect>;
  forget: Plain<Generated.ForgetEffect>;
  put_tier: Plain<Generated.PutTierEffect>;
  send: Plain<Generated.SendEffect>;
  acknowledge: Plain<Generated.AcknowledgeEffect>;
  changed: Plain<Generated.ChangedEffect>;
  decide: Plain<Generated.DecideEffect>;
  wake: Plain<Generated.WakeEffect>;
}
export type Effect = EffectOf[keyof EffectOf];

export interface Outcome {
  /** Empty where the command was accepted. */
  code: string;
  where: string;
  /** Not 0 where an `acknowledge` effect with this number follows. */
  ticket: number;
  effects: Effect[];
}

/** Commands return an outcome, queries their answer. */
export type Engine = {
  [K in keyof Generated.Engine]: Generated.Engine[K] extends (...args: infer A) => infer R
    ? (...args: Plain<A>) => R extends Generated.CommandOutcome ? Outcome : Plain<R>
    : never;
};

export type EnumerationName = 'Shape' | 'Choice' | 'Tier' | 'Failure' | 'Outcome' | 'EffectKind';
export type Name<E extends EnumerationName> = keyof Generated.MainModule[E] & string;
type Enumerations = { [E in EnumerationName]: Enumeration<Name<E>> };

export interface Module extends Enumerations {
  Engine: { open(policy: string, hash: string, profile: string, at: Moment): Engine | null };
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
