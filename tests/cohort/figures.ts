/** What the server releases (docs/formats/aggregate.md), and what the cohort says is true. */
export interface Cell {
  estimate_ppm: number;
  low_ppm: number;
  high_ppm: number;
  share_ppm: number;
}

export interface Figure {
  metric: string;
  course: string;
  part: number;
  symbols: number;
  size: number;
  odds: [num: number, den: number];
  learners: number;
  needed: number;
  min_batch: number;
  half_width_ppm: number;
  state: 'released' | 'withheld';
  cells?: Cell[];
}

export interface Insights {
  epoch: number;
  figures: Figure[];
}

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
