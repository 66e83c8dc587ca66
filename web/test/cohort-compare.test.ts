import { expect, test } from 'vitest';
import { compare } from '../../tests/cohort/compare';
import type { Figure, Insights, Truth } from '../../tests/cohort/figures';
import { halfWidth, mechanismOf, needed, variance } from '../../tests/cohort/mechanism';

const LIMIT = 0.05;

test.each([
  [2, 7, 1, 299],
  [4, 7, 1, 385],
  [21, 7, 2, 935],
  [4, 19 / 7, 1, 2466],
  [21, 19 / 7, 5, 5016],
])('%i symbols at r = %d: %i in a report, %i reports for five points', (symbols, r, size, n) => {
  const mechanism = mechanismOf(symbols, r);
  expect(mechanism.size).toBe(size);
  expect(needed(mechanism, LIMIT)).toBe(n);
  expect(halfWidth(mechanism, n)).toBeLessThanOrEqual(LIMIT);
  expect(halfWidth(mechanism, n - 1)).toBeGreaterThan(LIMIT);
});

const SYMBOLS = 4;
const CELLS = [100_000, 200_000, 300_000, 400_000];

/** A figure that errs by `deviations` of its standard deviation, up and down in turn. */
function figureOf(part: number, learners: number, deviations = 1): Figure {
  const mechanism = mechanismOf(SYMBOLS, 7);
  const cells = CELLS.map((truth, i) => {
    const sigma = 1e6 * Math.sqrt(variance(mechanism, truth / 1e6) / learners);
    const estimate = truth + (i % 2 ? -1 : 1) * deviations * sigma;
    return {
      estimate_ppm: estimate,
      low_ppm: estimate - 1.96 * sigma,
      high_ppm: estimate + 1.96 * sigma,
      share_ppm: truth,
    };
  });
  return {
    ...{ metric: 'm', course: 'c', part, symbols: SYMBOLS, size: 1, odds: [7, 1], learners },
    ...{ parts: 3, mechanism: 'subset_selection', epsilon_micro: 1_945_910 },
    ...{ needed: 385, min_batch: 100, state: 'released', cells },
    half_width_ppm: Math.round(1e6 * halfWidth(mechanism, learners)),
  };
}

function withheld(part: number, learners: number): Figure {
  const { cells: _, ...rest } = figureOf(part, learners);
  return { ...rest, state: 'withheld' };
}

const released = (figures: Figure[]): Insights => ({ epoch: 0, figures });

const truthOf = (figures: Figure[]): Truth => ({
  ...{ format: 1, epoch: 0, milliseconds: 0 },
  figures: figures.map(({ metric, course, part, learners }) => ({
    ...{ metric, course, part, cells: CELLS, reports: learners },
  })),
});

const ENOUGH = [figureOf(0, 385), figureOf(1, 1000), withheld(2, 384)];

test('what is shown, withheld and errs as the formulas say is found to be so', () => {
  const {
    released: shown,
    withheld,
    accuracy,
    faults,
  } = compare(released(ENOUGH), truthOf(ENOUGH), LIMIT);
  expect({ shown, withheld, faults }).toEqual({ shown: 2, withheld: 1, faults: [] });
  expect(accuracy).toHaveLength(1);
  expect(accuracy[0]).toMatchObject({ symbols: 4, odds: [7, 1], figures: 2, covered: 1, ok: true });
  expect(accuracy[0]?.rmse).toBeCloseTo(accuracy[0]?.closedForm ?? 0);
});

test.each<[string, Figure]>([
  ['shown too early', figureOf(0, 384)],
  ['withheld too long', withheld(0, 385)],
  ['of another size', { ...figureOf(0, 385), size: 2 }],
  ['said to need more', { ...figureOf(0, 385), needed: 386 }],
  ['of another half-width', { ...figureOf(0, 385), half_width_ppm: 51_000 }],
])('a figure that is %s is named', (_, figure) => {
  expect(compare(released([figure]), truthOf([figure]), LIMIT).faults).not.toEqual([]);
});

test('reports that were taken and do not count are named', () => {
  const truth = truthOf([figureOf(0, 386)]);
  expect(compare(released([figureOf(0, 385)]), truth, LIMIT).faults).not.toEqual([]);
});

test('a missing figure, and one too many, are named', () => {
  expect(compare(released([]), truthOf(ENOUGH), LIMIT).faults).toHaveLength(4);
  expect(compare(released(ENOUGH), truthOf([]), LIMIT).faults).toHaveLength(1);
});

test.each([0.5, 2])('errors %d times as large as they should be disagree', (deviations) => {
  const figures = Array.from({ length: 60 }, (_, part) => figureOf(part, 1000, deviations));
  const [accuracy] = compare(released(figures), truthOf(figures), LIMIT).accuracy;
  expect(accuracy?.ok).toBe(false);
});
