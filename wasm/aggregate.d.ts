// TypeScript bindings for emscripten-generated code.  Automatically generated at compile time.
declare namespace RuntimeExports {
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
export interface Ledger {
  bytes(): Uint8Array;
  settle(_0: Uint8Array, _1: boolean): boolean;
  takeOver(_0: Uint8Array): boolean;
  debits(): number;
  due(_0: bigint): number;
  nextDue(): bigint;
  expire(_0: bigint): void;
  plan(_0: PlanIn): void;
  task(_0: TaskIn): void;
  report(_0: number): Due;
  debit(_0: number): Debit;
  answer(_0: EmbindString, _1: number, _2: bigint, _3: Uint8Array): string;
  withdraw(_0: EmbindString): void;
  delete(): void;
}

export type PlanIn = {
  policy: EmbindString,
  from: bigint,
  termDays: number,
  epochs: number,
  sendDays: number,
  collectDays: number,
  keepDays: number,
  course: number,
  site: number
};

export type TaskIn = {
  metric: EmbindString,
  course: EmbindString,
  encoding: EmbindString,
  parts: number,
  cells: number,
  buckets: BigInt64Array,
  num: number,
  den: number,
  minBatch: number,
  notes: BigInt64Array
};

export type Due = {
  id: Uint8Array,
  report: Uint8Array,
  course: EmbindString,
  metric: EmbindString
};

export type Debit = {
  course: EmbindString,
  metric: EmbindString,
  from: bigint,
  to: bigint,
  num: number,
  den: number,
  at: bigint,
  state: EmbindString,
  sendAt: bigint
};

interface EmbindModule {
  Ledger: {
    read(_0: Uint8Array): Ledger | null;
    fresh(_0: bigint): Ledger;
  };
}

export type MainModule = WasmModule & typeof RuntimeExports & EmbindModule;
export default function MainModuleFactory (options?: unknown): Promise<MainModule>;
