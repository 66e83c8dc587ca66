import type { Ledger, MainModule } from '../../../wasm/aggregate';
import { planOf, sizeOf, type Task } from '../../../web/src/aggregate/metrics';
import { median } from '../statistics';

const MODULE = '/pkg/aggregate.mjs';
const ROUNDS = 200;
const LATER = 3600_000;

export interface ReportCost {
  metric: string;
  /** From the ledger's bytes to the ledger's bytes with a report in it, in milliseconds. */
  time: number;
  /** Of a report. */
  bytes: number;
}

/** Every other cell of every part; of a sum an amount. */
function notes({ metric, parts, cells }: Task): BigInt64Array {
  const marked = metric.encoding === 'sum' ? 1 : sizeOf(cells);
  const numbers = Array.from({ length: sizeOf(parts) }, (_, part) =>
    Array.from({ length: Math.ceil(marked / 2) }, (_, i) => [BigInt(part), BigInt(2 * i + 1)]),
  );
  return new BigInt64Array(numbers.flat(2));
}

/** What a report on each of the policy's metrics costs, asked of a profile that has none yet. */
export async function reportCosts(policy: string): Promise<ReportCost[]> {
  const { default: create } = await import(MODULE);
  const module: MainModule = await create();
  const plan = planOf(policy, 'en');
  if (!plan) throw new Error('the policy declares no metrics');
  const { calendar, metrics, policyId } = plan;
  const over = calendar.begins(1);
  const fresh = module.Ledger.fresh(BigInt(over - LATER));
  const empty = fresh.bytes().slice();
  fresh.delete();

  const answer = (ledger: Ledger, task: Task): void => {
    const { metric, course } = task;
    const { term_days, epochs, send_days, collect_days, keep_days } = calendar.row;
    ledger.plan({
      ...{ policy: policyId, from: BigInt(calendar.from), termDays: term_days, epochs },
      ...{ sendDays: send_days, collectDays: collect_days, keepDays: keep_days },
      ...{ course: 1, site: 1 },
    });
    const [num, den] = metric.odds;
    ledger.task({
      ...{ metric: metric.key, course, encoding: metric.encoding, num, den },
      ...{ parts: sizeOf(task.parts), cells: sizeOf(task.cells), minBatch: metric.minBatch },
      buckets: BigInt64Array.from(metric.buckets, BigInt),
      notes: notes(task),
    });
    const seed = crypto.getRandomValues(new Uint8Array(32));
    if (ledger.answer(course, 0, BigInt(over), seed) !== 'answered') throw new Error('no report');
  };

  return metrics.map(({ key, tasks: [task] }) => {
    if (!task) throw new Error(`${key} has no task`);
    const times: number[] = [];
    let bytes = 0;
    for (let round = 0; round < ROUNDS; ++round) {
      const begin = performance.now();
      const ledger = module.Ledger.read(empty);
      if (!ledger) throw new Error('the ledger cannot be read');
      answer(ledger, task);
      ledger.bytes();
      times.push(performance.now() - begin);
      ledger.due(BigInt(calendar.begins(1) + calendar.row.send_days * 86_400_000));
      bytes = ledger.report(0).report.length;
      ledger.delete();
    }
    return { metric: key, time: median(times), bytes };
  });
}
