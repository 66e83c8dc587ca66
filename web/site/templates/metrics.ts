import type { Site } from './page';

/** What of a policy's metric the pages need. Format: docs/formats/aggregate.md. */
export interface Metric {
  key: string;
  unit: 'course' | 'site';
  courses?: { key: string }[];
  title: Record<string, string>;
}

export const metricsOf = ({ target }: Site): Metric[] =>
  JSON.parse(target.policy.text).aggregate?.metrics ?? [];

/** Whether there is anything to be seen: a policy need not measure, and figures come from a server. */
export const hasInsights = (site: Site): boolean =>
  !site.target.local && metricsOf(site).length > 0;
