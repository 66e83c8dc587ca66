import type { Aggregate, Of, Ordinal } from '../../../src/shared/aggregate';
import { once } from '../../../src/shared/once';
import { engine } from '../engine';

const aggregate = once(async () => (await engine()).aggregate());

/** Acts where the category is allowed now; elsewhere nothing is loaded for it. */
async function noting(
  category: string,
  act: (aggregate: Aggregate) => Promise<void>,
): Promise<void> {
  if (window.carrel?.allowed(category)) await act(await aggregate());
}

/** What a learner's own figures are made of. */
export const studying = (act: (aggregate: Aggregate) => Promise<void>): Promise<void> =>
  noting('functional', act);

/** Of the site; resolves once it is noted, or may not be. */
export const noteUsage = (metric: string, cell: Ordinal, of?: Of): Promise<void> =>
  noting('analytics', (aggregate) => aggregate.mark(metric, cell, of));

/** A feature of the site was used. */
export function noteFeature(part: string): void {
  noteUsage('feature_used', 1, { part }).catch(reportError);
}

/** That a subject was studied in this week of the term. */
export const noteSubject = (course: string): Promise<void> =>
  noting('analytics', async (aggregate) => {
    const [figure] = aggregate.figures().filter(({ metric }) => metric === 'weekly_subject');
    if (!figure) return;
    const week = Math.floor((Date.now() - figure.from) / (7 * 86_400_000));
    await aggregate.mark('weekly_subject', course, { part: week });
  });
