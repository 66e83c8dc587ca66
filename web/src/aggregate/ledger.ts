import { once } from '../shared/once';
import type { DebitOut, Due, LedgerHandle, TaskIn } from './ledger-module';
import { type Plan, sizeOf, type Task } from './metrics';
import type { Study } from './studies';

const load = once(async () => (await import('./aggregate.mjs')).default());

const SEED_BYTES = 32;

/** What this profile has told; docs/formats/aggregate.md. `close()` frees it. */
export class Ledger {
  private constructor(readonly handle: LedgerHandle) {}

  /** That of the bytes; a fresh one where there are none, or they cannot be read. */
  static async open(bytes: Uint8Array | null): Promise<Ledger> {
    const { Ledger: Handle } = await load();
    const now = BigInt(Date.now());
    return new Ledger((bytes && Handle.read(bytes)) ?? Handle.fresh(now));
  }

  get bytes(): Uint8Array {
    return this.handle.bytes();
  }

  /** Debits, once, what is told of a study. False where the plan exceeds the budget. */
  answer(plan: Plan, { course, epoch, answers }: Study): boolean {
    const { policyId: policy, calendar, draws } = plan;
    const { term_days: termDays, epochs, ...days } = calendar.row;
    this.handle.plan({
      ...{ policy, termDays, epochs, from: BigInt(calendar.from), ...draws },
      ...{ sendDays: days.send_days, collectDays: days.collect_days, keepDays: days.keep_days },
    });
    for (const { task, notes } of answers) this.handle.task(packed(task, notes));
    const seed = crypto.getRandomValues(new Uint8Array(SEED_BYTES));
    return this.handle.answer(course, epoch, BigInt(Date.now()), seed) !== 'refused';
  }

  /** Reports whose time has come. */
  due(): Due[] {
    const count = this.handle.due(BigInt(Date.now()));
    return Array.from({ length: count }, (_, i) => this.handle.report(i));
  }

  /** Null where nothing waits. */
  nextDue(): number | null {
    const at = Number(this.handle.nextDue());
    return at < 0 ? null : at;
  }

  debits(): DebitOut[] {
    return Array.from({ length: this.handle.debits() }, (_, i) => this.handle.debit(i));
  }

  close(): void {
    this.handle.delete();
  }
}

function packed({ metric, course, parts, cells }: Task, notes: Study['answers'][number]['notes']) {
  const [num, den] = metric.odds;
  const numbers = notes.flatMap(({ part, at }) => [BigInt(part), BigInt(at)]);
  const task: TaskIn = {
    ...{ metric: metric.key, course, encoding: metric.encoding },
    ...{ parts: sizeOf(parts), cells: sizeOf(cells), num, den, minBatch: metric.minBatch },
    buckets: BigInt64Array.from(metric.buckets, BigInt),
    notes: BigInt64Array.from(numbers),
  };
  return task;
}
