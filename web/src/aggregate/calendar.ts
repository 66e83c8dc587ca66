const DAY = 86_400_000;

export interface CalendarRow {
  from: string;
  term_days: number;
  epochs: number;
  send_days: number;
  collect_days: number;
  keep_days: number;
}

/** Epochs of equal length, one after the other; in milliseconds. */
export class Calendar {
  readonly from: number;
  readonly length: number;

  constructor(readonly row: CalendarRow) {
    this.from = Date.parse(row.from);
    this.length = (row.term_days / row.epochs) * DAY;
  }

  begins(epoch: number): number {
    return this.from + epoch * this.length;
  }

  /** Negative before the first. */
  at(now: number): number {
    return Math.floor((now - this.from) / this.length);
  }

  /** Those that are over, and of which reports are still taken; the oldest first. */
  collected(now: number): number[] {
    const epochs: number[] = [];
    for (let epoch = this.at(now) - 1; epoch >= 0; epoch--) {
      if (this.begins(epoch + 1) + this.row.collect_days * DAY <= now) break;
      epochs.unshift(epoch);
    }
    return epochs;
  }
}
