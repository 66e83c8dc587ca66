/** What the page's template gives to its scripts: what is asked, and the names of things. */

/** A count, or the names of the entries. */
export type Vocabulary = number | string[];

export interface Metric {
  key: string;
  unit: 'course' | 'site';
  encoding: 'last' | 'pick' | 'sum';
  parts?: Vocabulary;
  cells?: Vocabulary;
  /** Thresholds in seconds. */
  buckets?: number[];
  courses?: { key: string; parts?: Vocabulary; cells?: Vocabulary }[];
  title: Record<string, string>;
}

export interface Context {
  metrics: Metric[];
  courses: Record<string, { title: string; units: string[] }>;
  lessons: Record<string, { kind: string; title: string }>;
  questions: string[];
  /** Length of the lecture, in seconds. */
  lecture: number;
}

/** The words of a metric in one course, or on the site. */
export function wordsOf(metric: Metric, course: string): { parts: Vocabulary; cells: Vocabulary } {
  const own = metric.courses?.find(({ key }) => key === course);
  const cells = own?.cells ?? metric.cells ?? metric.buckets?.length ?? 0;
  return { parts: own?.parts ?? metric.parts ?? 1, cells };
}
