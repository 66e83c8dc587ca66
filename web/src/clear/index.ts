import type { ClearingReport, Leaving, LeavingPlace } from '../shared/types';
import { PLACES } from './places';
import { type Service, servicesOf } from './services';

/** What clearing has to know of the page. */
export interface Ground {
  /** Text of the policy. */
  policy: string;
  /** A service, by its key. */
  allowed(key: string): boolean;
  /** A script has run here that is not allowed any more: it may put back what is cleared. */
  running: boolean;
}

/** Clears what the services that are not allowed have left, and looks again. */
export async function clear({ policy, allowed, running }: Ground): Promise<ClearingReport> {
  const report: ClearingReport = { cleared: [], left: [] };
  for (const service of servicesOf(policy)) {
    if (allowed(service.key)) continue;
    for (const place of Object.keys(PLACES) as LeavingPlace[]) {
      const { found, still } = await cleared(service, place);
      for (const name of found) {
        const row: Leaving = { service: service.key, place, name };
        if (!still.includes(name)) report.cleared.push(row);
        else
          report.left.push({ ...row, by: place === 'cookies' && !running ? 'server' : 'reload' });
      }
    }
    for (const name of service.leaves?.server_cookies ?? [])
      report.left.push({ service: service.key, place: 'cookies', name, by: 'server' });
  }
  return report;
}

async function cleared({ leaves = {} }: Service, place: LeavingPlace) {
  const names = leaves[place] ?? [];
  const { find, remove } = PLACES[place];
  // Storage that is denied holds nothing.
  const look = () => find(names).catch((): string[] => []);
  const found = names.length > 0 ? await look() : [];
  if (names.length > 0) await remove(found, names).catch(() => {});
  return { found, still: found.length > 0 ? await look() : [] };
}
