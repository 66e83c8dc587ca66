import type { Figure, Release, Truth } from './document';
import { type Estimate, Sample, total } from './statistics';

const MILLION = 1_000_000;

/** What is known of one share. */
export interface Value {
  /** As it was estimated, so perhaps below zero; null where nothing can be said. */
  estimate: Estimate | null;
  /** What is drawn: a share between zero and one. */
  shown: number | null;
  /** What it was in a simulation. */
  truth: number | null;
}

export const UNKNOWN: Value = { estimate: null, shown: null, truth: null };

/** One figure, with what it says of its symbols. */
export class Answer {
  readonly #sample: Sample | null;

  constructor(
    readonly figure: Figure,
    /** The shares of the symbols in a simulation. */
    readonly truth: number[] | null = null,
  ) {
    const { odds, symbols, size, learners, cells } = figure;
    const estimates = cells?.map(({ estimate_ppm }) => estimate_ppm / MILLION);
    const mechanism = { r: odds[0] / odds[1], symbols, size };
    this.#sample = estimates ? new Sample(mechanism, learners, estimates) : null;
  }

  get released(): boolean {
    return this.#sample !== null;
  }

  /** The shares of all symbols, which sum to one; none where the figure is withheld. */
  get shares(): number[] {
    return this.figure.cells?.map(({ share_ppm }) => share_ppm / MILLION) ?? [];
  }

  cell(symbol: number): Value {
    const cell = this.figure.cells?.[symbol];
    const truth = this.truth?.[symbol] ?? null;
    if (!cell) return { ...UNKNOWN, truth };
    const { estimate_ppm, low_ppm, high_ppm, share_ppm } = cell;
    const half = (high_ppm - low_ppm) / 2 / MILLION;
    return {
      estimate: { value: estimate_ppm / MILLION, half },
      shown: share_ppm / MILLION,
      truth,
    };
  }

  /** Of those who are at one of the symbols. */
  sum(symbols: number[]): Value {
    const truth = this.#true(symbols);
    if (!this.#sample) return { ...UNKNOWN, truth };
    const shown = total(symbols.map((symbol) => this.shares[symbol] ?? 0));
    return { estimate: this.#sample.sum(symbols), shown, truth };
  }

  /** Of those at `among` the share at `of`. */
  rate(of: number[], among: number[]): Value {
    const [part, whole] = [this.#true(of), this.#true(among)];
    const truth = part !== null && whole ? part / whole : null;
    const estimate = this.#sample?.rate(of, among) ?? null;
    const shown = estimate && Math.min(1, Math.max(0, estimate.value));
    return { estimate, shown, truth };
  }

  /** By how much the first rate exceeds the second; null where it cannot be said. */
  rateDifference(a: readonly [number[], number[]], b: readonly [number[], number[]]) {
    return this.#sample?.rateDifference(a, b) ?? null;
  }

  #true(symbols: number[]): number | null {
    const { truth } = this;
    return truth && total(symbols.map((symbol) => truth[symbol] ?? 0));
  }
}

/** Of figures that differ in their odds alone, that of more learners. */
function richest(figures: readonly Figure[]): Figure[] {
  const found = new Map<string, Figure>();
  for (const figure of figures) {
    const key = keyOf(figure);
    const other = found.get(key);
    if (!other || other.learners < figure.learners) found.set(key, figure);
  }
  return [...found.values()].sort((a, b) => a.part - b.part);
}

const keyOf = ({ metric, course, part }: Pick<Figure, 'metric' | 'course' | 'part'>): string =>
  `${metric}/${course}/${part}`;

/** The answers of a release by metric and course, the parts in order. */
export class Answers {
  readonly #all: readonly Answer[];

  constructor(
    readonly release: Release,
    truth: Truth | null = null,
  ) {
    const shares = new Map(truth?.figures.map((it) => [keyOf(it), it.cells]));
    this.#all = richest(release.figures).map((figure) => {
      const cells = shares.get(keyOf(figure));
      return new Answer(figure, cells?.map((ppm) => ppm / MILLION) ?? null);
    });
  }

  of(metric: string, course: string): Answer[] {
    return this.#all.filter(({ figure: it }) => it.metric === metric && it.course === course);
  }
}
