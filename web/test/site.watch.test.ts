import { describe, expect, test } from 'vitest';
import { lengthOf, type Span, spansOf, WatchBatch } from '../site/src/watch-batch';

/** What a video element says it has played, in seconds. */
function played(...ranges: Span[]): TimeRanges {
  const at = (i: number, end: 0 | 1) => ranges[i]?.[end] ?? Number.NaN;
  return { length: ranges.length, start: (i) => at(i, 0), end: (i) => at(i, 1) };
}

test.each<[string, Span[], Span[]]>([
  ['nothing', [], []],
  ['seconds become milliseconds', [[0, 1.5]], [[0, 1500]]],
  ['parts of a millisecond are rounded', [[0.0004, 1.2345]], [[0, 1235]]],
  ['what is empty after that is left out', [[2, 2.0004]], []],
  [
    'what touches after that is one',
    [
      [0, 1.0001],
      [1.0002, 2],
    ],
    [[0, 2000]],
  ],
  [
    'a gap stays',
    [
      [0, 1],
      [1.002, 2],
    ],
    [
      [0, 1000],
      [1002, 2000],
    ],
  ],
])('spans: %s', (_, ranges, spans) => {
  expect(spansOf(played(...ranges))).toEqual(spans);
});

describe('a batch', () => {
  type Moment = [to: number, last: boolean, kept: number | null];

  test.each<[string, Moment[]]>([
    [
      'is kept every five seconds',
      [
        [4.9, false, null],
        [5, false, 5000],
        [9, false, null],
      ],
    ],
    [
      'is kept at the last chance, however little it is',
      [
        [0.2, true, 200],
        [0.3, true, 300],
      ],
    ],
    [
      'is not kept where nothing is new',
      [
        [0, true, null],
        [6, false, 6000],
        [6, true, null],
      ],
    ],
    [
      'counts from what was kept last',
      [
        [3, true, 3000],
        [7.9, false, null],
        [8, false, 8000],
      ],
    ],
  ])('%s', (_, moments) => {
    const batch = new WatchBatch();
    for (const [to, last, kept] of moments) {
      const spans = batch.due(to > 0 ? played([0, to]) : played(), last);
      expect(spans).toEqual(kept === null ? null : [[0, kept]]);
    }
  });

  test('of more spans than the policy admits has the longest, in order', () => {
    const ranges = Array.from(
      { length: 201 },
      (_, i): Span => [i * 10, i * 10 + (i === 7 ? 1 : 2)],
    );
    const spans = new WatchBatch().due(played(...ranges), true) ?? [];
    expect([spans.length, lengthOf(spans)]).toEqual([200, 400_000]);
    expect(spans.map(([from]) => from)).toEqual(spans.map(([from]) => from).sort((a, b) => a - b));
  });

  test('keeps to the bound of the policy', async () => {
    const { items } = (await import('../../shared/policies/demo.json')).default;
    const shape = items.find(({ key }) => key === 'progress.watched')?.shape;
    expect(shape).toMatchObject({ type: 'intervals', max_intervals: 200 });
  });
});
