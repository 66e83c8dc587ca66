/** Policies with metrics, made for tests. */
import { readFileSync } from 'node:fs';

export const DAY = 86_400_000;
const title = { en: 'Metric', de: 'Kennzahl' };
const why = { en: 'To be tested.', de: 'Für den Test.' };
const item = {
  purpose: 'figures',
  tier: 'persistent',
  if_refused: 'drop',
  on_withdraw: 'erase',
  on_behavioural_erasure: 'erase',
  keep: { rule: 'age', days: 400 },
  facts: ['D301'],
  title,
  why,
};
const base = { odds: [7, 1], min_batch: 100, facts: ['D301'], title, why };
const course = { ...base, purpose: 'insights', item: 'figures.marks', unit: 'course' };

export const METRICS = [
  {
    ...{ ...course, key: 'drop_off', encoding: 'last' },
    courses: [
      { key: 'privacy', cells: ['intro', 'maps', 'completed'] },
      { key: 'soil', cells: 2 },
    ],
  },
  {
    ...{ ...course, key: 'failed', encoding: 'last' },
    courses: [{ key: 'privacy', parts: 3, cells: 1 }],
  },
  {
    ...{ ...course, key: 'time', encoding: 'sum', item: 'figures.time', buckets: [15, 60, 600] },
    courses: [{ key: 'privacy', parts: ['intro', 'maps'] }],
  },
  {
    ...{ ...base, purpose: 'insights', item: 'usage.marks', unit: 'site' },
    ...{ key: 'hour', encoding: 'pick', cells: 24 },
  },
];

export interface Times {
  /** A day, `YYYY-MM-DD`. */
  from: string;
  term_days?: number;
  epochs?: number;
  send_days?: number;
  collect_days?: number;
}

/** The demo's policy, with metrics of its own. */
export function policyWith(times: Times, metrics: readonly object[] = METRICS): string {
  const policy = JSON.parse(readFileSync('shared/policies/demo.json', 'utf8')) as {
    categories: { key: string }[];
    purposes: { key: string }[];
    items: { key: string }[];
  };
  const calendar = {
    ...{ term_days: 28, epochs: 1, send_days: 7, collect_days: 14, keep_days: 30 },
    ...times,
  };
  const own = ['figures', 'insights', 'usage'];
  const others = <T extends { key: string }>(rows: T[]) =>
    rows.filter(({ key }) => !own.some((name) => key === name || key.startsWith(`${name}.`)));
  const purpose = { facts: ['D301'], title, why };
  return JSON.stringify({
    ...policy,
    categories: [
      ...others(policy.categories),
      {
        ...{ key: 'insights', required: false, on_device: false, gpc: true, facts: ['D301'] },
        ...{ title, covers: why, refused: why },
      },
    ],
    purposes: [
      ...others(policy.purposes),
      { ...purpose, key: 'figures', category: 'functional' },
      { ...purpose, key: 'insights', category: 'insights' },
    ],
    items: [
      ...others(policy.items),
      { ...item, key: 'figures.marks', shape: MARKS },
      { ...item, key: 'figures.time', shape: { type: 'number', min: 0, max: 9000, scale: 1 } },
      { ...item, key: 'usage.marks', purpose: 'insights', shape: MARKS },
    ],
    aggregate: { calendar, draws: { course: 1, site: 1 }, limit_permille: 50, metrics },
  });
}

const MARKS = { type: 'intervals', max: 1_000_000, max_intervals: 1000 };
