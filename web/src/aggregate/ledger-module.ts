/** The boundary of the ledger's wasm module. Times are in milliseconds since 1970. */

export interface PlanIn {
  policy: string;
  from: bigint;
  termDays: number;
  epochs: number;
  sendDays: number;
  collectDays: number;
  keepDays: number;
  course: number;
  site: number;
}

export interface TaskIn {
  metric: string;
  course: string;
  encoding: string;
  parts: number;
  cells: number;
  buckets: BigInt64Array;
  num: number;
  den: number;
  minBatch: number;
  notes: BigInt64Array;
}

export interface Due {
  id: Uint8Array;
  report: Uint8Array;
  course: string;
  metric: string;
}

export interface DebitOut {
  course: string;
  metric: string;
  from: bigint;
  to: bigint;
  num: number;
  den: number;
  at: bigint;
  state: string;
}

export interface LedgerHandle {
  bytes(): Uint8Array;
  plan(plan: PlanIn): void;
  task(task: TaskIn): void;
  answer(course: string, epoch: number, now: bigint, seed: Uint8Array): string;
  due(now: bigint): number;
  report(index: number): Due;
  nextDue(): bigint;
  settle(id: Uint8Array, sent: boolean): boolean;
  withdraw(metric: string): void;
  expire(now: bigint): void;
  takeOver(other: Uint8Array): boolean;
  debits(): number;
  debit(index: number): DebitOut;
  delete(): void;
}

export interface LedgerModule {
  Ledger: {
    fresh(now: bigint): LedgerHandle;
    read(bytes: Uint8Array): LedgerHandle | null;
  };
}
