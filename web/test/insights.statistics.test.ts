import { describe, expect, test } from 'vitest';
import { mechanismOf } from '../../tests/cohort/mechanism';
import {
  chances,
  difference,
  differs,
  isTold,
  type Mechanism,
  quantile,
  Sample,
} from '../site/src/insights/statistics';
import { cellsOf, random } from './support/released';

/** Every set of `size` of the symbols. */
function subsets(symbols: number, size: number, from = 0): number[][] {
  if (size === 0) return [[]];
  return Array.from({ length: symbols - from }, (_, i) => from + i).flatMap((first) =>
    subsets(symbols, size - 1, first + 1).map((rest) => [first, ...rest]),
  );
}

/** The chance of each report, of learners with these shares: r for each that names the truth. */
function reports({ r, symbols, size }: Mechanism, shares: readonly number[]) {
  const all = subsets(symbols, size);
  const weight = (report: number[], truth: number) => (report.includes(truth) ? r : 1);
  return all.map((report) => ({
    report,
    chance: shares.reduce((sum, share, truth) => {
      const whole = all.reduce((total, other) => total + weight(other, truth), 0);
      return sum + (share * weight(report, truth)) / whole;
    }, 0),
  }));
}

const MECHANISMS: [string, Mechanism, number[]][] = [
  ['two symbols', { r: 7, symbols: 2, size: 1 }, [0.3, 0.7]],
  ['one of five', { r: 7, symbols: 5, size: 1 }, [0.5, 0.1, 0.2, 0.15, 0.05]],
  ['two of six', { r: 3, symbols: 6, size: 2 }, [0.5, 0.1, 0.2, 0.1, 0.05, 0.05]],
  ['three of seven', { r: 1.5, symbols: 7, size: 3 }, [0.4, 0, 0.2, 0.1, 0.1, 0.1, 0.1]],
];

describe.each(MECHANISMS)('%s', (_, mechanism, shares) => {
  const all = reports(mechanism, shares);
  const mean = (value: (report: number[]) => number) =>
    all.reduce((sum, { report, chance }) => sum + chance * value(report), 0);

  test('the chances are those of every report there is', () => {
    const { p, q } = chances(mechanism);
    for (const [i, share] of shares.entries())
      expect(mean((report) => Number(report.includes(i)))).toBeCloseTo(q + (p - q) * share, 12);
  });

  test('the error of a weighted sum is that of every report there is', () => {
    const learners = 1000;
    const weights = shares.map((__, i) => [1, -0.5, 0, 2][i % 4] ?? 0);
    const { p, q } = chances(mechanism);
    const named = (report: number[]) => report.reduce((sum, i) => sum + (weights[i] ?? 0), 0);
    const variance = mean((report) => named(report) ** 2) - mean(named) ** 2;
    const { half } = new Sample(mechanism, learners, shares).combined(weights);
    expect(half).toBeCloseTo((1.96 * Math.sqrt(variance / learners)) / (p - q), 10);
  });

  test('what all of them sum to has no error', () => {
    const { value, half } = new Sample(mechanism, 500, shares).sum(shares.map((__, i) => i));
    expect(value).toBeCloseTo(1, 12);
    expect(half).toBeCloseTo(0, 6);
  });
});

test('intervals of cells, sums, rates and differences hold the truth as often as they say', () => {
  const shares = [0.2, 0.25, 0.15, 0.1, 0.3];
  const mechanism = mechanismOf(shares.length, 7);
  const draw = random(2026);
  const held = { cell: 0, sum: 0, rate: 0, difference: 0 };
  const holds = (estimate: { value: number; half: number } | null, truth: number) =>
    Number(estimate !== null && Math.abs(estimate.value - truth) <= estimate.half);
  const runs = 400;
  for (let run = 0; run < runs; run++) {
    const cells = cellsOf(shares, 1500, 7, draw);
    const estimates = cells.map(({ estimate_ppm }) => estimate_ppm / 1e6);
    const sample = new Sample({ r: 7, symbols: 5, size: mechanism.size }, 1500, estimates);
    held.cell += holds(sample.sum([1]), 0.25);
    held.sum += holds(sample.sum([2, 3, 4]), 0.55);
    held.rate += holds(sample.rate([2], [1, 2]), 0.15 / 0.4);
    const by = sample.rateDifference([[2], [1, 2]], [[4], [3, 4]]);
    held.difference += holds(by, 0.15 / 0.4 - 0.3 / 0.4);
  }
  for (const [of, times] of Object.entries(held)) {
    expect(times / runs, of).toBeGreaterThan(0.92);
    expect(times / runs, of).toBeLessThan(0.98);
  }
});

test('a rate of hardly anyone is none', () => {
  const sample = new Sample({ r: 7, symbols: 3, size: 1 }, 400, [0.97, 0.02, 0.01]);
  expect(sample.rate([1], [1, 2])).toBeNull();
  expect(sample.rate([0], [0, 1])).not.toBeNull();
});

test.each([
  [0.1, 0.05, false],
  [0.1, 0.049, true],
  [-0.1, 0.049, true],
  [0, 0, false],
])('%d ± %d can be told from zero: %s', (value, half, told) => {
  expect(isTold({ value, half })).toBe(told);
});

test('the difference of two estimates adds their variances', () => {
  const by = difference({ value: 0.5, half: 0.03 }, { value: 0.45, half: 0.04 });
  expect(by.value).toBeCloseTo(0.05, 12);
  expect(by.half).toBeCloseTo(0.05, 12);
  expect(differs({ value: 0.051, half: 0.05 })).toBe(true);
  expect(differs({ value: -0.05, half: 0.05 })).toBe(false);
});

test.each<[string, number[], number, number | null]>([
  ['the middle', [0.2, 0.3, 0.5], 0.5, 1],
  ['just beyond it', [0.2, 0.2999, 0.5001], 0.5, 2],
  ['of shares that do not sum to one', [0.1, 0.1, 0.2], 0.75, 2],
  ['an empty place is passed over', [0, 0, 1], 0.5, 2],
  ['a sum that falls short by rounding', [0.1, 0.2, 0.3, 0.4], 1, 3],
  ['of nobody', [0, 0], 0.5, null],
])('quantile: %s', (_, shares, part, place) => {
  expect(quantile(shares, part)).toBe(place);
});
