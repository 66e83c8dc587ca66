// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { Calendar } from '../src/aggregate/calendar';
import { placeOf, planOf, sizeOf, type Task, wordOf } from '../src/aggregate/metrics';
import { entityOf, notesOf, numberOf } from '../src/aggregate/notes';
import type { Payload, Value } from '../src/shared/types';
import { policyText } from './host-real';
import { DAY, policyWith } from './support/metrics';

const START = Date.parse('2026-01-05');
const ROW = { from: '2026-01-05', term_days: 28, epochs: 2 };
const calendar = new Calendar({ ...ROW, send_days: 3, collect_days: 7, keep_days: 0 });

test.each([
  ['before the first', -1, []],
  ['the first begins', 0, []],
  ['it is over', 14 * DAY, [0]],
  ['it is still collected', 21 * DAY - 1, [0]],
  ['it is collected no longer', 21 * DAY, []],
  ['the second is over', 28 * DAY, [1]],
])('epochs of which reports are taken: %s', (_, after, epochs) => {
  expect(calendar.collected(START + after)).toEqual(epochs);
});

test('several epochs are collected at once, the oldest first', () => {
  const long = new Calendar({ ...ROW, send_days: 1, collect_days: 30, keep_days: 0 });
  expect(long.collected(START + 43 * DAY)).toEqual([0, 1, 2]);
});

test.each([
  [['a', 'b'], 'b', 0, 1],
  [['a', 'b'], 'c', 0, -1],
  [['a', 'b'], 2, 1, 1],
  [['a', 'b'], 0, 1, -1],
  [['a', 'b'], 3, 1, -1],
  [24, 23, 0, 23],
  [24, 24, 0, -1],
  [24, 1.5, 0, -1],
  [24, Number.NaN, 0, -1],
  [24, 'a', 0, -1],
] as const)('the place in %j of %j, counted from %i, is %i', (words, ordinal, first, place) => {
  expect(placeOf(words, ordinal, first)).toBe(place);
});

test('a policy without metrics has no plan', () => {
  const { aggregate: _, ...others } = JSON.parse(policyText);
  expect(planOf(JSON.stringify(others), 'en')).toBeNull();
});

test('a metric has a task for each of its courses, and needs what its notes need', () => {
  const plan = planOf(policyWith(ROW), 'de');
  const metrics = new Map(plan?.metrics.map((metric) => [metric.key, metric]));
  expect(metrics.get('drop_off')).toMatchObject({
    ...{ title: 'Kennzahl', purposes: ['insights', 'figures'], odds: [7, 1] },
  });
  const tasks = [...metrics.values()].flatMap((metric) => metric.tasks);
  expect(
    tasks.map(({ metric, course, parts, cells }) => [
      ...[metric.key, course, sizeOf(parts), sizeOf(cells), wordOf(cells, 0)],
    ]),
  ).toEqual([
    ['drop_off', 'privacy', 1, 3, 'intro'],
    ['drop_off', 'soil', 1, 2, ''],
    ['failed', 'privacy', 3, 1, ''],
    ['time', 'privacy', 2, 3, ''],
    ['hour', '', 1, 24, ''],
  ]);
});

const tasks = planOf(policyWith(ROW), 'en')?.metrics.flatMap((metric) => metric.tasks) ?? [];
const task = (key: string, course = 'privacy') =>
  tasks.find((one) => one.metric.key === key && one.course === course) as Task;

test.each([
  ['drop_off', 'privacy', 'drop_off/privacy/7'],
  ['hour', '', 'hour/7'],
  ['time', 'privacy', 'time/privacy/7/1'],
])('the entity of %s', (metric, course, entity) => {
  expect(entityOf(task(metric, course), 7, 1)).toBe(entity);
});

/** One who has recorded this alone. */
const holding = (entity: string, payload: Payload) => ({
  values: (_: string, of?: string) => (of === entity ? [{ payload } as Value] : []),
});

test('every cell of every part is a number of its own, and is read back', () => {
  const of = task('failed');
  const all = [0, 1, 2].flatMap((part) => [0, 1].map((at) => ({ part, at })));
  const numbers = all.map(({ part, at }) => numberOf(of, part, at));
  expect(numbers).toEqual([0, 1, 2, 3, 4, 5]);
  for (const [i, number] of numbers.entries()) {
    const spans: [number, number][] = [[number, number + 1]];
    const carrel = holding('failed/privacy/0', { shape: 'intervals', spans });
    expect(notesOf(carrel, of, 0)).toEqual([all[i]]);
  }
});

test('spans that were united are the same notes, and what lies outside is none', () => {
  const spans: [number, number][] = [
    [1, 3],
    [5, 90_000_000],
  ];
  const carrel = holding('failed/privacy/0', { shape: 'intervals', spans });
  expect(notesOf(carrel, task('failed'), 0)).toEqual([
    { part: 0, at: 1 },
    { part: 1, at: 0 },
    { part: 2, at: 1 },
  ]);
  expect(notesOf(carrel, task('failed'), 1)).toBeNull();
});
