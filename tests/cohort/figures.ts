import type { Figure as Read } from '../../web/site/src/insights/document';

/** What the server releases, with the member that the page does not need. */
export interface Figure extends Read {
  state: 'released' | 'withheld';
}

export interface Insights {
  epoch: number;
  figures: Figure[];
}

/** What the cohort says is true. */
export interface TrueFigure {
  metric: string;
  course: string;
  part: number;
  /** Parts per million of the learners, symbol 0 first. */
  cells: number[];
  /** Taken by the server. */
  reports: number;
}

export interface Truth {
  format: 1;
  epoch: number;
  milliseconds: number;
  figures: TrueFigure[];
}
