/** The wasm module's boundary, narrowed from what Embind can declare. */

export interface Enumerator {
  readonly value: number;
}
export type Enumeration<N extends string> = Readonly<Record<N, Enumerator>>;

export type ShapeName =
  | 'flag'
  | 'number'
  | 'choice'
  | 'text'
  | 'position'
  | 'answer'
  | 'attempt'
  | 'draft'
  | 'submission';
export type EffectKindName =
  | 'read'
  | 'persist'
  | 'snapshot'
  | 'forget'
  | 'put_tier'
  | 'send'
  | 'acknowledge'
  | 'changed'
  | 'decide'
  | 'wake';
export type TierName = 'none' | 'memory' | 'visit' | 'local' | 'persistent';
export type FailureName = 'other' | 'quota' | 'closed' | 'unavailable' | 'blocked' | 'network';

/** Time and fresh entropy, which every command carries. */
export interface Moment {
  now: number;
  e0: number;
  e1: number;
  e2: number;
  e3: number;
}

export interface Fault {
  where: string;
  what: string;
}

export interface Frame {
  key: number;
  bytes: Uint8Array;
}

export interface WirePayload {
  shape: Enumerator;
  flag: boolean;
  number: number;
  total: number;
  attempt: number;
  question: number;
  state: number;
  text: string;
  answers: number[];
}

export interface WireEvent {
  item: string;
  entity: string;
  payload: WirePayload;
  /** The person confirmed sending this one thing although all stays on the device. */
  requested: boolean;
}

export interface WireConsent {
  choice: Enumerator;
  purposes: string[];
  policy: string;
  texts: string;
  /** When it was made. */
  at: number;
  /** Key in the store `inbox` that the choice came from; 0 where it came from none. */
  inbox: number;
}

/** How an effect ended. */
export interface Done {
  id: number;
  ok: boolean;
  failure: Enumerator;
  keys: number[];
  status: number;
  retryAfter: number;
  reply: string;
}

/** Members that do not belong to the kind are 0 or empty. */
export interface Effect {
  id: number;
  kind: Enumerator;
  after: number;
  frames: Uint8Array[];
  strict: boolean;
  decision: string;
  inbox: number;
  generation: number;
  bytes: Uint8Array | null;
  keys: number[];
  local: boolean;
  key: string;
  remove: boolean;
  value: string;
  method: string;
  path: string;
  body: string;
  ticket: number;
  saved: Enumerator;
  items: string[];
  at: number;
}

export interface Outcome {
  /** Empty where the command was accepted. */
  code: string;
  where: string;
  /** Not 0 where an `acknowledge` effect with this number follows. */
  ticket: number;
  effects: Effect[];
}

export interface WireValue {
  item: string;
  entity: string;
  payload: WirePayload;
  at: number;
  saved: boolean;
  tier: Enumerator;
  pending: boolean;
}

export interface WireRow {
  item: string;
  purpose: string;
  category: string;
  tier: Enumerator;
  count: number;
  bytes: number;
  keep: string;
  days: number;
  title: string;
  why: string;
}

export interface WireTransfer {
  at: number;
  item: string;
  entity: string;
  outcome: Enumerator;
  status: number;
  reason: string;
}

export interface WireDecision {
  choice: Enumerator;
  keys: string[];
  bits: number;
  gpc: number;
  until: number;
  purposes: string[];
  asked: boolean;
  onDeviceOnly: boolean;
}

export interface EngineStatus {
  queued: number;
  unsaved: number;
  corrupt: number;
  session: boolean;
  reason: string;
}

export interface Engine {
  opened(moment: Moment, stored: { snapshots: Uint8Array[]; visit: Uint8Array[] }): Outcome;
  read(moment: Moment, id: number, frames: Frame[], complete: boolean): Outcome;
  event(moment: Moment, event: WireEvent): Outcome;
  consent(moment: Moment, consent: WireConsent): Outcome;
  done(moment: Moment, done: Done): Outcome;
  advanced(moment: Moment): Outcome;
  role(moment: Moment, leader: boolean): Outcome;
  online(moment: Moment, online: boolean): Outcome;
  signals(moment: Moment, gpc: boolean): Outcome;
  account(moment: Moment, subject: string, enrolled: boolean): Outcome;
  tick(moment: Moment): Outcome;
  values(item: string, entity: string): WireValue[];
  stored(): WireRow[];
  left(): WireTransfer[];
  decision(): WireDecision;
  allows(category: number): boolean;
  status(): EngineStatus;
  setLanguage(tag: string): void;
  delete(): void;
}

export interface Module {
  Shape: Enumeration<ShapeName>;
  Choice: Enumeration<'unasked' | 'refused' | 'on_device' | 'granted'>;
  Tier: Enumeration<TierName>;
  Failure: Enumeration<FailureName>;
  Outcome: Enumeration<'refused' | 'sent' | 'blocked'>;
  EffectKind: Enumeration<EffectKindName>;
  Engine: {
    open(policy: string, hash: string, profile: string, moment: Moment): Engine | null;
  };
  checkPolicy(text: string): Fault[];
  snapshotsMount(profile: string): Promise<void>;
  snapshotsRead(generation: number): Uint8Array | null;
  snapshotsWrite(generation: number, bytes: Uint8Array): void;
  snapshotsRemove(generation: number): void;
  snapshotsList(): number[];
  /** From memory to the store, or the other way round. */
  snapshotsSync(fromStore: boolean): Promise<void>;
}
