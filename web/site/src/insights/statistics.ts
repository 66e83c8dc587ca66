/** What can be said of shares that were estimated from randomised reports. */

const DEVIATIONS = 1.96;

/** As parts of one; the 95 % interval is `half` to either side. */
export interface Estimate {
  value: number;
  half: number;
}

/** How reports were made: odds of the true symbol `r`, of `symbols` each names `size`. */
export interface Mechanism {
  r: number;
  symbols: number;
  size: number;
}

/** Chances that a report names symbols. */
interface Chances {
  /** The true one. */
  p: number;
  /** A given other one. */
  q: number;
  /** The true one and a given other one. */
  with: number;
  /** Two given other ones. */
  without: number;
}

export function chances({ r, symbols: k, size: d }: Mechanism): Chances {
  const p = (r * d) / (r * d + k - d);
  const q = (p * (d - 1) + (1 - p) * d) / (k - 1);
  const two = k > 2 ? ((d - 1) * (p * (d - 2) + (1 - p) * d)) / ((k - 1) * (k - 2)) : 0;
  return { p, q, with: (p * (d - 1)) / (k - 1), without: two };
}

/** Whether it can be told from zero. */
export const isTold = ({ value, half }: Estimate): boolean => Math.abs(value) > 2 * half;

/** Of two estimates that were made of different reports. */
export function difference(a: Estimate, b: Estimate): Estimate {
  return { value: a.value - b.value, half: Math.hypot(a.half, b.half) };
}

/** Whether the interval of a difference leaves out zero. */
export const differs = ({ value, half }: Estimate): boolean => Math.abs(value) > half;

export const total = (shares: readonly number[]): number =>
  shares.reduce((sum, share) => sum + share, 0);

/** The place at which this part of all is reached; null where there is none. */
export function quantile(shares: readonly number[], part: number): number | null {
  const wanted = part * total(shares);
  if (wanted <= 0) return null;
  let sum = 0;
  const found = shares.findIndex((share) => {
    sum += share;
    return sum >= wanted * (1 - 1e-9);
  });
  return found < 0 ? null : found;
}

/** The estimates of all symbols, made of the same reports: each error goes with the others'. */
export class Sample {
  readonly #chances: Chances;

  /** `estimates` are those that were not projected. */
  constructor(
    mechanism: Mechanism,
    readonly learners: number,
    readonly estimates: readonly number[],
  ) {
    this.#chances = chances(mechanism);
  }

  /** The share of learners who are at one of the symbols. */
  sum(symbols: readonly number[]): Estimate {
    return this.combined(this.#weights([[symbols, 1]]));
  }

  /** Of those at `among` the share at `of`; null where hardly anyone seems to be there. */
  rate(of: readonly number[], among: readonly number[]): Estimate | null {
    const made = this.#rate(of, among);
    return made && { value: made.value, half: this.combined(made.weights).half };
  }

  /** By how much one rate exceeds the other. */
  rateDifference(a: readonly [number[], number[]], b: readonly [number[], number[]]) {
    const [one, other] = [this.#rate(...a), this.#rate(...b)];
    if (!one || !other) return null;
    const weights = one.weights.map((weight, i) => weight - (other.weights[i] ?? 0));
    return { value: one.value - other.value, half: this.combined(weights).half };
  }

  /** The sum of the shares, each by its weight. */
  combined(weights: readonly number[]): Estimate {
    const { p, q } = this.#chances;
    const value = this.estimates.reduce((sum, share, i) => sum + share * (weights[i] ?? 0), 0);
    const variance = this.#variance(weights) / (this.learners * (p - q) ** 2);
    return { value, half: DEVIATIONS * Math.sqrt(Math.max(0, variance)) };
  }

  /** Of the weights that one report names. */
  #variance(weights: readonly number[]): number {
    const { p, q, with: one, without: none } = this.#chances;
    const f = this.estimates;
    const named = (i: number) => q + (p - q) * (f[i] ?? 0);
    const both = (i: number, j: number) => {
      if (i === j) return named(i);
      const at = (f[i] ?? 0) + (f[j] ?? 0);
      return at * one + (1 - at) * none;
    };
    let mean = 0;
    let square = 0;
    for (const [i, a] of weights.entries()) {
      if (a === 0) continue;
      mean += a * named(i);
      for (const [j, b] of weights.entries()) square += a * b * both(i, j);
    }
    return square - mean ** 2;
  }

  /** A rate with the weights of its first-order error. */
  #rate(of: readonly number[], among: readonly number[]) {
    const whole = this.sum(among);
    if (whole.value <= 0 || !isTold(whole)) return null;
    const value = this.sum(of).value / whole.value;
    const weights = this.#weights([
      [of, 1 / whole.value],
      [among, -value / whole.value],
    ]);
    return { value, weights };
  }

  #weights(parts: readonly (readonly [readonly number[], number])[]): number[] {
    const weights = this.estimates.map(() => 0);
    for (const [symbols, weight] of parts)
      for (const symbol of symbols) weights[symbol] = (weights[symbol] ?? 0) + weight;
    return weights;
  }
}
