/** What the policy's member `aggregate` declares; docs/formats/aggregate.md. */
import { inLanguage, type Texts } from '../banner/policy';
import type { Figure, Ordinal } from '../shared/aggregate';
import { Calendar, type CalendarRow } from './calendar';

/** So many, or their words in order. */
export type Vocabulary = number | readonly string[];
export type Odds = [num: number, den: number];

interface Row {
  key: string;
  purpose: string;
  item: string;
  unit: 'course' | 'site';
  encoding: Figure['encoding'];
  odds: Odds;
  min_batch: number;
  parts?: Vocabulary;
  cells?: Vocabulary;
  buckets?: number[];
  courses?: { key: string; parts?: Vocabulary; cells?: Vocabulary }[];
  title: Texts;
  why: Texts;
}

interface Document {
  id: string;
  items: { key: string; purpose: string; shape: { max?: number } }[];
  aggregate?: { calendar: CalendarRow; draws: Draws; metrics: Row[] };
}

export interface Draws {
  course: number;
  site: number;
}

/** A metric in one course, or of the site. */
export interface Task {
  metric: Metric;
  /** Empty: of the site. */
  course: string;
  parts: Vocabulary;
  cells: Vocabulary;
}

export interface Metric {
  key: string;
  /** All of them have to be allowed for a report to leave: the metric's, and its notes'. */
  purposes: string[];
  item: string;
  /** The largest number that the item takes. */
  most: number;
  encoding: Figure['encoding'];
  odds: Odds;
  minBatch: number;
  buckets: number[];
  title: string;
  why: string;
  tasks: Task[];
}

export interface Plan {
  policyId: string;
  calendar: Calendar;
  draws: Draws;
  metrics: Metric[];
}

/** Null where the policy declares none. */
export function planOf(policy: string, language: string): Plan | null {
  const { id: policyId, items, aggregate } = JSON.parse(policy) as Document;
  if (!aggregate) return null;
  const { calendar, draws, metrics } = aggregate;
  const all = metrics.map((row) => {
    const item = items.find(({ key }) => key === row.item);
    const metric: Metric = {
      ...{ key: row.key, item: row.item, encoding: row.encoding, odds: row.odds },
      purposes: [row.purpose, ...(item ? [item.purpose] : [])],
      most: item?.shape.max ?? 0,
      minBatch: row.min_batch,
      buckets: row.buckets ?? [],
      title: inLanguage(row.title, language),
      why: inLanguage(row.why, language),
      tasks: [],
    };
    const courses = row.unit === 'course' ? (row.courses ?? []) : [{ ...row, key: '' }];
    metric.tasks = courses.map(({ key: course, parts = 1, cells = metric.buckets.length }) => ({
      ...{ metric, course, parts, cells },
    }));
    return metric;
  });
  return { policyId, calendar: new Calendar(calendar), draws, metrics: all };
}

export const sizeOf = (words: Vocabulary): number =>
  typeof words === 'number' ? words : words.length;

/** Its word; empty where they are only numbered. */
export const wordOf = (words: Vocabulary, index: number): string =>
  typeof words === 'number' ? '' : (words[index] ?? '');

/** The place of a word, from 0, or the number itself where it is one of them; else −1. */
export function placeOf(words: Vocabulary, ordinal: Ordinal, first = 0): number {
  if (typeof ordinal === 'string') return typeof words === 'number' ? -1 : words.indexOf(ordinal);
  const place = ordinal - first;
  return Number.isInteger(place) && place >= 0 && place < sizeOf(words) ? place : -1;
}
