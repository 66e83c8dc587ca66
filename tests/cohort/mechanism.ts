/** ω-subset selection by its closed form, apart from the code that is judged by it. */
export interface Mechanism {
  symbols: number;
  size: number;
  /** With which a symbol stands in a report: where it is the true one, and where it is not. */
  p: number;
  q: number;
}

const DEVIATIONS = 1.96;

function ofSize(symbols: number, size: number, r: number): Mechanism {
  const p = (r * size) / (r * size + symbols - size);
  const q = (p * (size - 1) + (1 - p) * size) / (symbols - 1);
  return { symbols, size, p, q };
}

/** n times the variance of the estimate of a symbol whose true frequency is `f`. */
export function variance({ p, q }: Mechanism, f: number): number {
  const seen = f * p + (1 - f) * q;
  return (seen * (1 - seen)) / (p - q) ** 2;
}

/** That whose estimate of a symbol that nobody has varies least. */
export function mechanismOf(symbols: number, r: number): Mechanism {
  const sizes = Array.from({ length: symbols - 1 }, (_, i) => ofSize(symbols, i + 1, r));
  const spread = (mechanism: Mechanism) => variance(mechanism, 0);
  return sizes.reduce((best, next) => (spread(next) < spread(best) - 1e-12 ? next : best));
}

export const halfWidth = (mechanism: Mechanism, reports: number): number =>
  DEVIATIONS * Math.sqrt(variance(mechanism, 0) / reports);

/** Reports from which on an interval is no wider than `limit` to each side. */
export const needed = (mechanism: Mechanism, limit: number): number =>
  Math.ceil((DEVIATIONS ** 2 * variance(mechanism, 0)) / limit ** 2);
