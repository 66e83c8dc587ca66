import { element } from './dom';
import { type Column, showLedger } from './ledger';
import { filled, texts, timeOf } from './texts';

const { privacy } = texts;

const COLUMNS: Column<PerformanceResourceTiming>[] = [
  { title: privacy.address, cell: ({ name }) => element('code', {}, shortened(name)) },
  {
    title: privacy.kind,
    cell: ({ entryType, initiatorType }) =>
      entryType === 'navigation' ? entryType : initiatorType,
  },
  { title: privacy.when, cell: ({ startTime }) => timeOf(performance.timeOrigin + startTime) },
  { title: privacy.size, kind: 'number', cell: sizeOf },
];

function sizeOf({ transferSize }: PerformanceResourceTiming): string {
  if (transferSize === 0) return privacy.onDevice;
  return filled(privacy.bytes, { n: String(transferSize) });
}

/** Own addresses without the origin; any other in full. */
function shortened(address: string): string {
  const { origin, pathname, search } = new URL(address);
  return origin === location.origin ? pathname + search : address;
}

/** Lists every request since the page was loaded, the page itself first. */
export function startRequests(): void {
  const seen = new Map<string, PerformanceResourceTiming>();
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry instanceof PerformanceResourceTiming)
        seen.set(`${entry.startTime} ${entry.name}`, entry);
    }
    const rows = [...seen.values()].sort((a, b) => a.startTime - b.startTime);
    showLedger('requests', COLUMNS, rows, privacy.noRequests);
  });
  observer.observe({ type: 'navigation', buffered: true });
  observer.observe({ type: 'resource', buffered: true });
}
