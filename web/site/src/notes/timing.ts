import { thisDevice } from './device';
import { noteUsage } from './notes';
import { kindOf, timingCell } from './timing-cell';

const SLOW_MS = 2500;

/** Notes how long the replies take to what the person does. */
export function startInteractions(): void {
  if (!PerformanceObserver.supportedEntryTypes.includes('event')) return;
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) noteInteraction(entry);
  });
  observer.observe({ type: 'event', buffered: true });
}

/** Notes how long this page took to load, once it has. */
export function noteLoad(): void {
  const { duration = 0 } = performance.getEntriesByType('navigation')[0] ?? {};
  if (duration === 0) return;
  note('load', duration);
  if (duration <= SLOW_MS) return;
  const part = kindOf(document.body.classList);
  noteUsage('slow_page', 1, { part }).catch(reportError);
}

function noteInteraction(entry: PerformanceEntry): void {
  if ('interactionId' in entry && Number(entry.interactionId) > 0)
    note('interaction', entry.duration);
}

function note(part: 'load' | 'interaction', ms: number): void {
  noteUsage('timing', timingCell(thisDevice(), ms), { part }).catch(reportError);
}
