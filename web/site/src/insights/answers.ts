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

/** The answers of a release by metric and course, the parts in order. */
export class Answers {
  readonly #found = new Map<string, Answer[]>();

  constructor(
    readonly release: Release,
    truth: Truth | null = null,
  ) {
    for (const figure of release.figures) {
      const { metric, course, part } = figure;
      const same = truth?.figures.find(
        (it) => it.metric === metric && it.course === course && it.part === part,
      );
      const shares = same?.cells.map((ppm) => ppm / MILLION) ?? null;
      const key = `${metric}/${course}`;
      this.#found.set(key, [...(this.#found.get(key) ?? []), new Answer(figure, shares)]);
    }
    for (const list of this.#found.values()) list.sort((a, b) => a.figure.part - b.figure.part);
  }

  of(metric: string, course: string): Answer[] {
    return this.#found.get(`${metric}/${course}`) ?? [];
  }
}
