import type { Budget, Debit } from '../shared/aggregate';
import { Ledger } from './ledger';
import type { Plan } from './metrics';
import type { LedgerStore } from './store';

const YEAR_MS = 365 * 86_400_000;

/** What was told in the last 12 months. */
export async function budgetOf(store: LedgerStore, plan: Plan | null): Promise<Budget> {
  const { bytes } = await store.read();
  if (!bytes) return { debits: [], epsilon: 0 };
  const ledger = await Ledger.open(bytes);
  try {
    // What is too late is so from that moment, be the ledger put back or not.
    ledger.handle.expire(BigInt(Date.now()));
    const titles = new Map(plan?.metrics.map(({ key, title }) => [key, title]));
    const debits = ledger
      .debits()
      .map(({ metric, course, from, to, at, num, den, state }): Debit => {
        const title = titles.get(metric) ?? metric;
        const times = { from: Number(from), to: Number(to), at: Number(at) };
        const odds: Debit['odds'] = [num, den];
        const how = { odds, epsilon: Math.log(num / den), state: state as Debit['state'] };
        return { metric, title, course, ...times, ...how };
      })
      .filter(({ at }) => at > Date.now() - YEAR_MS)
      .sort((a, b) => b.at - a.at);
    return { debits, epsilon: debits.reduce((sum, { epsilon }) => sum + epsilon, 0) };
  } finally {
    ledger.close();
  }
}
