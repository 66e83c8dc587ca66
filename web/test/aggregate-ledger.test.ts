// The module as built: the same ledger as natively, and what its boundary refuses.
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Ledger, MainModule, PlanIn, TaskIn } from '../../wasm/aggregate';

const folders = ['wasm-debug', 'wasm'].map((preset) => resolve(`build/${preset}/wasm`));
const built = folders.find((folder) => existsSync(`${folder}/aggregate.wasm`));
const golden = new Uint8Array(readFileSync('tests/golden/ledger-v1.bin'));

const day = (count: number) => 1_767_571_200_000n + BigInt(count) * 86_400_000n;
const seeded = (number: number) => Uint8Array.of(1, number, ...new Array<number>(30).fill(0));
const list = (...numbers: number[]) => BigInt64Array.from(numbers, BigInt);

const plan: PlanIn = {
  policy: 'carrel-demo',
  ...{ from: day(0), termDays: 91, epochs: 1, sendDays: 7, collectDays: 14, keepDays: 30 },
  ...{ course: 1, site: 1 },
};

function task(metric: string, encoding: string, cells: number, notes: BigInt64Array): TaskIn {
  const odds = { num: 7, den: 1, minBatch: 100 };
  return { metric, course: 'privacy', encoding, parts: 1, cells, buckets: list(), ...odds, notes };
}

const site = ['session_hour', 'enrolment'].map((metric) => ({
  ...task(metric, 'pick', 24, list(0, 9, 0, 21)),
  course: '',
}));
const course: TaskIn[] = [
  task('drop_off', 'last', 6, list(0, 2, 0, 4)),
  task('rewatched', 'pick', 40, list(0, 7, 0, 8, 0, 31)),
  {
    ...task('time_on_task', 'sum', 3, list(0, 40, 2, 5000)),
    ...{ parts: 4, buckets: list(15, 60, 3600), num: 19, den: 7 },
  },
];

let module: MainModule;
let ledger: Ledger;

async function create(): Promise<MainModule> {
  const { default: factory } = await import(/* @vite-ignore */ `${built}/aggregate.mjs`);
  return factory({ wasmBinary: readFileSync(`${built}/aggregate.wasm`) });
}

function answer(key: string, epoch: number, now: bigint, seed: number): string {
  ledger.plan(plan);
  for (const each of [...site, ...course.map((of) => ({ ...of, course: key || 'privacy' }))])
    ledger.task(each);
  return ledger.answer(key, epoch, now, seeded(seed));
}

describe.skipIf(!built)('the ledger, compiled to wasm', () => {
  beforeAll(async () => {
    module = await create();
  });
  beforeEach(() => {
    ledger = module.Ledger.fresh(day(3));
    return () => ledger.delete();
  });

  test('makes of one scenario the very bytes that it makes natively', () => {
    expect(answer('privacy', 0, day(91), 1)).toBe('answered');
    expect(answer('', 0, day(92), 2)).toBe('answered');
    expect(answer('maps', 0, day(93), 3)).toBe('answered');
    const first = reports().find((due) => due.course === 'privacy');
    expect(ledger.settle(first?.id ?? new Uint8Array(), true)).toBe(true);
    ledger.withdraw(ledger.debit(1).metric);
    expect(answer('privacy', 1, day(185), 4)).toBe('answered');
    ledger.expire(day(186));
    expect(answer('', 1, day(187), 5)).toBe('answered');
    expect(ledger.bytes()).toEqual(golden);
  });

  function reports() {
    return Array.from({ length: ledger.due(day(98)) }, (_, index) => ledger.report(index));
  }

  test('is read back, with its debits for who looks at them', () => {
    const read = module.Ledger.read(golden);
    expect(read?.bytes()).toEqual(golden);
    expect(read?.debits()).toBe(5);
    expect(read?.nextDue()).toBeGreaterThan(day(182));
    const { metric: _, at, ...rest } = read?.debit(0) ?? {};
    expect(rest).toMatchObject({ course: 'privacy', from: day(0), to: day(91), state: 'sent' });
    expect(at).toBe(day(91));
    expect(read?.debit(9)).toMatchObject({ metric: '', state: '' });
    read?.delete();
  });

  test('is none of bytes that are corrupt, and starts afresh', () => {
    expect(module.Ledger.read(new Uint8Array())).toBeNull();
    expect(module.Ledger.read(golden.slice(1))).toBeNull();
    expect(ledger.debits()).toBe(0);
    expect(ledger.nextDue()).toBe(-1n);
    expect(ledger.due(day(98))).toBe(0);
  });

  test('answers once, and says of a refusal that it is one', () => {
    expect(answer('privacy', 0, day(90), 1)).toBe('unchanged');
    expect(answer('privacy', 0, day(91), 1)).toBe('answered');
    expect(answer('privacy', 0, day(92), 2)).toBe('unchanged');
    expect(ledger.answer('privacy', 1, day(183), new Uint8Array(32))).toBe('refused');
    expect(ledger.answer('privacy', 1, day(183), seeded(1).slice(1))).toBe('refused');
    ledger.plan({ ...plan, course: 8, site: 8 });
    for (const each of [...site, ...course]) ledger.task(each);
    expect(ledger.answer('privacy', 1, day(183), seeded(1))).toBe('refused');
    ledger.plan(plan);
    ledger.task({ ...task('drop_off', 'none', 6, list()) });
    expect(ledger.answer('privacy', 1, day(183), seeded(1))).toBe('refused');
    expect(ledger.debits()).toBe(1);
  });

  test('hands out the same report until it is settled', () => {
    answer('privacy', 0, day(91), 1);
    const [due] = reports();
    expect(due?.report.slice(17, 33)).toEqual(due?.id);
    expect(reports()).toEqual([due]);
    expect(ledger.settle(new Uint8Array(16), true)).toBe(false);
    expect(ledger.settle(new Uint8Array(3), true)).toBe(false);
    expect(ledger.settle(due?.id ?? new Uint8Array(), false)).toBe(true);
    expect(ledger.report(0).report).toEqual(new Uint8Array());
    expect(ledger.debit(0).state).toBe('dropped');
  });

  test('counts what another profile has told', () => {
    expect(ledger.takeOver(golden.slice(1))).toBe(false);
    expect(ledger.takeOver(golden)).toBe(true);
    expect(ledger.takeOver(golden)).toBe(true);
    expect(ledger.debits()).toBe(5);
    expect(ledger.due(day(190))).toBe(0);
  });

  test('takes typed arrays alone, and a part of a larger one', () => {
    expect(() => ledger.takeOver([1, 2] as never)).toThrow();
    expect(() => ledger.settle(list(1) as never, true)).toThrow();
    const larger = new Uint8Array(golden.length + 9);
    larger.set(golden, 5);
    expect(ledger.takeOver(larger.subarray(5, 5 + golden.length))).toBe(true);
  });
});
