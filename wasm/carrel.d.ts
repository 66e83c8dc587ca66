// TypeScript bindings for emscripten-generated code.  Automatically generated at compile time.
declare namespace RuntimeExports {
    function snapshotsMount(profile: any): Promise<void>;
    function snapshotsList(): any;
    function snapshotsRead(generation: any): any;
    function snapshotsWrite(generation: any, bytes: any): any;
    function snapshotsRemove(generation: any): void;
    function snapshotsSync(fromStore: any): Promise<any>;
    let HEAPF32: any;
    let HEAPF64: any;
    let HEAP_DATA_VIEW: any;
    let HEAP8: any;
    let HEAPU8: any;
    let HEAP16: any;
    let HEAPU16: any;
    let HEAP32: any;
    let HEAPU32: any;
    let HEAP64: any;
    let HEAPU64: any;
}
interface WasmModule {
}

type EmbindString = ArrayBuffer|Uint8Array|Uint8ClampedArray|Int8Array|string;
export interface ShapeValue<T extends number> {
  value: T;
}
export type Shape = ShapeValue<0>|ShapeValue<1>|ShapeValue<2>|ShapeValue<3>|ShapeValue<4>|ShapeValue<5>|ShapeValue<6>|ShapeValue<7>|ShapeValue<8>|ShapeValue<9>|ShapeValue<10>|ShapeValue<13>|ShapeValue<14>;

export interface ChoiceValue<T extends number> {
  value: T;
}
export type Choice = ChoiceValue<0>|ChoiceValue<1>|ChoiceValue<2>|ChoiceValue<3>;

export interface TierValue<T extends number> {
  value: T;
}
export type Tier = TierValue<0>|TierValue<1>|TierValue<2>|TierValue<3>|TierValue<4>;

export interface FailureValue<T extends number> {
  value: T;
}
export type Failure = FailureValue<0>|FailureValue<1>|FailureValue<2>|FailureValue<3>|FailureValue<4>|FailureValue<5>;

export interface OutcomeValue<T extends number> {
  value: T;
}
export type Outcome = OutcomeValue<0>|OutcomeValue<1>|OutcomeValue<2>;

export type Opened = {
  snapshots: Uint8Array[],
  visit: Uint8Array[]
};

export interface Engine {
  stored(): StoredRow[];
  left(): Transfer[];
  attach(_0: object): void;
  allows(_0: number): boolean;
  decision(): Decision;
  status(): Status;
  at(_0: number, _1: number, _2: number, _3: number, _4: number): void;
  opened(_0: Opened): number;
  read(_0: number, _1: Frames): number;
  advanced(): number;
  role(_0: boolean, _1: boolean): number;
  online(_0: boolean): number;
  signals(_0: boolean, _1: boolean): number;
  tick(): number;
  consent(_0: ChoiceIn): number;
  situate(_0: SituationIn): number;
  age(_0: AgeIn): number;
  done(_0: Done): number;
  event(_0: EmbindString, _1: EmbindString, _2: boolean, _3: number, _4: Shape, _5: boolean, _6: number, _7: number, _8: number, _9: number, _10: number, _11: EmbindString, _12: number[]): number;
  account(_0: EmbindString, _1: boolean): number;
  setLanguage(_0: EmbindString): void;
  values(_0: EmbindString, _1: EmbindString): Value[];
  versions(_0: EmbindString, _1: EmbindString): Version[];
  delete(): void;
}

export type Compaction = {
  generation: number,
  deletedTo: number,
  forgotten: number
};

export type Frames = {
  keys: number[],
  ends: number[],
  bytes: Uint8Array,
  complete: boolean,
  compaction: Compaction,
  snapshots: Uint8Array[]
};

export type Decision = {
  choice: Choice,
  keys: string[],
  bits: number,
  gpc: number,
  until: number,
  purposes: string[],
  asked: boolean,
  onDeviceOnly: boolean,
  ask: boolean,
  dnt: boolean,
  erase: boolean,
  reasons: number[]
};

export type Status = {
  queued: number,
  unsaved: number,
  corrupt: number,
  session: boolean
};

export type Payload = {
  shape: Shape,
  flag: boolean,
  number: number,
  total: number,
  attempt: number,
  question: number,
  state: number,
  text: EmbindString,
  answers: number[]
};

export type ChoiceIn = {
  choice: Choice,
  purposes: string[],
  policy: EmbindString,
  texts: EmbindString,
  at: number,
  inbox: number,
  method: number,
  told: boolean,
  language: EmbindString,
  interface: EmbindString,
  erase: string[]
};

export type SituationIn = {
  place: EmbindString,
  rules: EmbindString,
  restricted: string[]
};

export type AgeIn = {
  from: number,
  below: number,
  method: number,
  approval: number,
  country: EmbindString
};

export type Done = {
  id: number,
  ok: boolean,
  failure: Failure,
  keys: number[],
  status: number,
  retryAfter: number,
  reply: EmbindString
};

export type Value = {
  item: EmbindString,
  entity: EmbindString,
  payload: Payload,
  at: number,
  saved: boolean,
  tier: Tier,
  pending: boolean,
  version: number,
  rivals: Version[]
};

export type Version = {
  text: EmbindString,
  at: number
};

export type StoredRow = {
  item: EmbindString,
  purpose: EmbindString,
  category: EmbindString,
  tier: Tier,
  count: number,
  bytes: number,
  keep: EmbindString,
  days: number,
  title: EmbindString,
  why: EmbindString
};

export type Transfer = {
  at: number,
  item: EmbindString,
  entity: EmbindString,
  outcome: Outcome,
  status: number,
  reason: EmbindString
};

export type Fault = {
  where: EmbindString,
  what: EmbindString
};

interface EmbindModule {
  Shape: {none: ShapeValue<0>, flag: ShapeValue<1>, number: ShapeValue<2>, choice: ShapeValue<3>, text: ShapeValue<4>, position: ShapeValue<5>, answer: ShapeValue<6>, attempt: ShapeValue<7>, draft: ShapeValue<8>, submission: ShapeValue<9>, service: ShapeValue<10>, intervals: ShapeValue<13>, membership: ShapeValue<14>};
  Choice: {unasked: ChoiceValue<0>, refused: ChoiceValue<1>, on_device: ChoiceValue<2>, granted: ChoiceValue<3>};
  Tier: {none: TierValue<0>, memory: TierValue<1>, visit: TierValue<2>, local: TierValue<3>, persistent: TierValue<4>};
  Failure: {other: FailureValue<0>, quota: FailureValue<1>, closed: FailureValue<2>, unavailable: FailureValue<3>, blocked: FailureValue<4>, network: FailureValue<5>};
  Outcome: {refused: OutcomeValue<0>, sent: OutcomeValue<1>, blocked: OutcomeValue<2>};
  Engine: {
    open(_0: EmbindString, _1: EmbindString, _2: EmbindString, _3: number, _4: number, _5: number, _6: number, _7: number): Engine | null;
  };
  checkPolicy(_0: EmbindString): Fault[];
}

export type MainModule = WasmModule & typeof RuntimeExports & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;
