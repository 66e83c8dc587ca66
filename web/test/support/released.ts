/** Released figures of made-up learners, as the server would give them. */
import { readFileSync } from 'node:fs';
import { halfWidth, mechanismOf, needed, variance } from '../../../tests/cohort/mechanism';
import { type Metric, type Vocabulary, wordsOf } from '../../site/src/insights/context';
import type { Cell, Figure, Release, Truth } from '../../site/src/insights/document';

type Declared = Metric & { odds: [number, number]; facts: string[] };

/** Of the demo's policy. */
export const METRICS: Declared[] = JSON.parse(readFileSync('shared/policies/demo.json', 'utf8'))
  .aggregate.metrics;

const PPM = 1_000_000;
const DEVIATIONS = 1.96;

type Random = () => number;

/** Mulberry32: the same numbers for the same seed. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const sizeOf = (words: Vocabulary) => (typeof words === 'number' ? words : words.length);

/** Shares with one clear peak, so that there is something to be found. */
function sharesOf(symbols: number, draw: Random): number[] {
  const peak = Math.floor(draw() * symbols);
  const width = Math.max(0.8, Math.sqrt(symbols) / 3);
  const weights = Array.from(
    { length: symbols },
    (_, i) => Math.exp(-(((i - peak) / width) ** 2)) + 0.15 * draw(),
  );
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

function drawn(shares: readonly number[], draw: Random): number {
  let left = draw();
  const found = shares.findIndex((share) => {
    left -= share;
    return left < 0;
  });
  return found < 0 ? shares.length - 1 : found;
}

/** One report by ω-subset selection. */
export function report(truth: number, symbols: number, size: number, r: number, draw: Random) {
  const others = Array.from({ length: symbols }, (_, i) => i).filter((i) => i !== truth);
  const p = (r * size) / (r * size + symbols - size);
  const named = draw() < p ? [truth] : [];
  while (named.length < size) {
    const [one = 0] = others.splice(Math.floor(draw() * others.length), 1);
    named.push(one);
  }
  return named;
}

/** Norm-Sub: the nearest shares that are not negative and sum to one. */
function projected(estimates: readonly number[]): number[] {
  let kept = estimates.map((_, i) => i);
  for (;;) {
    const over = (kept.reduce((sum, i) => sum + (estimates[i] ?? 0), 0) - 1) / kept.length;
    const next = kept.filter((i) => (estimates[i] ?? 0) - over > 0);
    if (next.length === kept.length)
      return estimates.map((estimate, i) => (kept.includes(i) ? estimate - over : 0));
    kept = next;
  }
}

const ppm = (share: number) => Math.round(share * PPM);

/** What the server makes of the reports of learners who have these shares. */
export function cellsOf(shares: readonly number[], learners: number, r: number, draw: Random) {
  const mechanism = mechanismOf(shares.length, r);
  const { symbols, size, p, q } = mechanism;
  const counts = shares.map(() => 0);
  for (let i = 0; i < learners; i++)
    for (const symbol of report(drawn(shares, draw), symbols, size, r, draw))
      counts[symbol] = (counts[symbol] ?? 0) + 1;
  const estimates = counts.map((count) => (count / learners - q) / (p - q));
  const fitted = projected(estimates);
  return estimates.map((estimate, i): Cell => {
    const half = DEVIATIONS * Math.sqrt(variance(mechanism, estimate) / learners);
    return {
      estimate_ppm: ppm(estimate),
      low_ppm: ppm(estimate - half),
      high_ppm: ppm(estimate + half),
      share_ppm: ppm(fitted[i] ?? 0),
    };
  });
}

export interface Made {
  release: Release & { format: 1; policy: string; from: string; to: string };
  truth: Truth & { format: 1 };
}

/** A release in which each figure of a metric with n parts has `learners(n, …)` reports. */
export function released(
  metrics: readonly Declared[],
  learners: (parts: number, draw: Random) => number,
  seed = 1,
): Made {
  const draw = random(seed);
  const figures: (Figure & { state: string })[] = [];
  const truth: Truth['figures'] = [];
  for (const metric of metrics)
    for (const course of metric.courses?.map(({ key }) => key) ?? [''])
      for (const figure of figuresOf(metric, course, learners, draw)) {
        figures.push(figure.figure);
        truth.push(figure.truth);
      }
  const from = '2026-01-05T00:00:00Z';
  const to = '2026-04-06T00:00:00Z';
  return {
    release: { format: 1, policy: 'carrel-demo', epoch: 0, from, to, figures } as Made['release'],
    truth: { format: 1, epoch: 0, figures: truth },
  };
}

function figuresOf(
  metric: Declared,
  course: string,
  learnersOf: (parts: number, draw: Random) => number,
  draw: Random,
) {
  const words = wordsOf(metric, course);
  const [parts, symbols] = [sizeOf(words.parts), sizeOf(words.cells) + 1];
  const [num, den] = metric.odds;
  const mechanism = mechanismOf(symbols, num / den);
  const least = Math.max(100, 5 * symbols, needed(mechanism, 0.05));
  return Array.from({ length: parts }, (_, part) => {
    const shares = sharesOf(symbols, draw);
    const learners = learnersOf(parts, draw);
    const shown = learners >= least;
    const figure: Figure & { state: string } = {
      ...{ metric: metric.key, course, part, parts, symbols, size: mechanism.size },
      ...{ mechanism: 'subset_selection', odds: metric.odds },
      epsilon_micro: Math.round(Math.log(num / den) * PPM),
      ...{ learners, needed: least, min_batch: 100 },
      half_width_ppm: ppm(halfWidth(mechanism, learners)),
      state: shown ? 'released' : 'withheld',
      ...(shown && { cells: cellsOf(shares, learners, num / den, draw) }),
    };
    return { figure, truth: { metric: metric.key, course, part, cells: shares.map(ppm) } };
  });
}
