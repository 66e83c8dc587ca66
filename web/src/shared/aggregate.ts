/** Private aggregation as pages see it; docs/formats/aggregate.md. */

/** By number, parts from 0 and cells from 1, or by the policy's word for it. */
export type Ordinal = number | string;

/** What of a metric: nothing for one of the site, with one part. */
export interface Of {
  course?: string;
  part?: Ordinal;
}

/** A cell that was marked. */
export interface Marked {
  cell: number;
  /** The policy's word for it; empty where cells are only numbered. */
  key: string;
}

/** What this profile's own device has noted of one part. */
export interface FigurePart {
  part: number;
  /** The policy's word for it; empty where parts are only numbered. */
  key: string;
  /** `last`, `pick`: ascending. */
  marked: Marked[];
  /** `sum`: 0 where nothing was added. */
  amount: number;
  /** `sum`: the amount reaches so many of the buckets. */
  bucket: number;
}

/** One metric in one course, or of the site, in the epoch at hand: nothing of it has left. */
export interface Figure {
  metric: string;
  /** Empty: of the site. */
  course: string;
  title: string;
  why: string;
  encoding: 'last' | 'pick' | 'sum';
  /** When the epoch begins and ends, in milliseconds. */
  from: number;
  to: number;
  /** Something was noted, if only that the learner was there. */
  noted: boolean;
  /** How many cells there are, and the policy's words for them, if it has any. */
  cells: number;
  cellKeys: string[];
  /** `sum`: thresholds, ascending. */
  buckets: number[];
  parts: FigurePart[];
}

/** One answer that this device has given, or is going to give. */
export interface Debit {
  metric: string;
  title: string;
  /** Empty: of the site. */
  course: string;
  /** What it is about, in milliseconds. */
  from: number;
  to: number;
  /** When it was drawn. */
  at: number;
  /** No report is more than num / den times as likely for one truth as for another. */
  odds: [num: number, den: number];
  /** ln(num / den). */
  epsilon: number;
  /** `dropped`: it has not left and will not. */
  state: 'waiting' | 'sent' | 'dropped';
}

export interface Budget {
  /** Those of the last 12 months, newest first. */
  debits: Debit[];
  /** Of all of them together, those that were dropped too. */
  epsilon: number;
}

/** What the policy's metrics are noted with, and what this device has told of them. */
export interface Aggregate {
  /** Whether the policy has this metric, in this course. */
  declares(metric: string, course?: string): boolean;
  /**
   * Notes a cell; cell 0, or none: the learner was there. Resolves once it is noted, or may not be.
   * Rejects with `unknown_metric`, `unknown_course`, `unknown_part`, `unknown_cell`.
   */
  mark(metric: string, cell?: Ordinal, of?: Of): Promise<void>;
  /** Adds to an amount, of `sum`. */
  add(metric: string, amount: number, of?: Of): Promise<void>;
  /** The learner's own figures in a course, or of the site. */
  figures(course?: string): Figure[];
  budget(): Promise<Budget>;
}
