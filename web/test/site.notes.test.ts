import { describe, expect, test } from 'vitest';
import demo from '../../shared/policies/demo.json';
import { ActiveTime } from '../site/src/notes/active-time';
import { deviceOf } from '../site/src/notes/device';
import { gridCell } from '../site/src/notes/grid';
import { Rewatch, SEGMENTS } from '../site/src/notes/rewatch';
import { signatureOf } from '../site/src/notes/signature';
import { kindOf, timingCell } from '../site/src/notes/timing-cell';
import { topicsOf } from '../site/src/notes/topics';

/** The policy's words for the parts or the cells of a metric of the site. */
function vocabulary(key: string, member: 'parts' | 'cells'): readonly string[] {
  const row: object = demo.aggregate.metrics.find((metric) => metric.key === key) ?? {};
  return (row as Record<string, readonly string[]>)[member] ?? [];
}

describe('active time', () => {
  type Act = ['used' | 'hidden' | 'shown' | 'take', at: number, seconds?: number];

  test.each<[string, Act[]]>([
    ['counts from the opening on', [['take', 10_500, 10]]],
    [
      'keeps what is less than a second',
      [
        ['take', 1600, 1],
        ['take', 2000, 1],
      ],
    ],
    ['ends a minute after the last use', [['take', 200_000, 60]]],
    [
      'goes on with the next use, without the pause',
      [
        ['used', 100_000],
        ['take', 110_000, 70],
      ],
    ],
    [
      'does not count in the background',
      [
        ['hidden', 5000],
        ['take', 40_000, 5],
      ],
    ],
    [
      'counts again once the page is back',
      [
        ['hidden', 5000],
        ['shown', 100_000],
        ['take', 103_000, 8],
      ],
    ],
    [
      'is not moved by use in the background',
      [
        ['hidden', 0],
        ['used', 30_000],
        ['take', 40_000, 0],
      ],
    ],
    [
      'does not run backwards with a clock',
      [
        ['take', 10_000, 10],
        ['take', 5000, 0],
        ['take', 11_000, 1],
      ],
    ],
  ])('%s', (_, acts) => {
    const time = new ActiveTime(0, true);
    for (const [act, at, seconds] of acts) {
      if (act === 'used') time.used(at);
      else if (act === 'take') expect(time.take(at)).toBe(seconds);
      else time.shown(at, act === 'shown');
    }
  });
});

describe('what is watched again', () => {
  /** Segments of a second each. */
  const LONG = SEGMENTS * 1000;

  test.each<[string, [number, number][], [number, number][], number[][]]>([
    ['nothing is at first', [], [[0, 5000]], [[]]],
    ['a segment is once half of it was played twice', [[0, 5000]], [[1000, 1600]], [[1]]],
    ['less than half of it is not', [[0, 5000]], [[1000, 1400]], [[]]],
    [
      'it is told once',
      [[0, 5000]],
      [
        [1000, 2000],
        [1000, 2000],
      ],
      [[1], []],
    ],
    [
      'pieces come together',
      [],
      [
        [0, 2000],
        [0, 300],
        [300, 900],
      ],
      [[], [], [0]],
    ],
    [
      'pieces that meet count once each',
      [],
      [
        [0, 490],
        [490, 1010],
        [1010, 2000],
      ],
      [[], [], []],
    ],
    ['the end belongs to the last one', [[0, LONG]], [[LONG - 1000, LONG + 40]], [[SEGMENTS - 1]]],
  ])('%s', (_, before, played, segments) => {
    const rewatch = new Rewatch(LONG, before);
    expect(played.map((span) => rewatch.play(span))).toEqual(segments);
  });

  test('has as many segments as the policy', () => {
    const metric = demo.aggregate.metrics.find(({ key }) => key === 'rewatched');
    expect(metric?.courses).toEqual([{ key: 'privacy', cells: SEGMENTS }]);
  });
});

test.each([
  [true, 390, 'phone'],
  [true, 599, 'phone'],
  [true, 600, 'tablet'],
  [false, 390, 'desk'],
  [false, 1920, 'desk'],
] as const)('a device: coarse pointer %s, %i px: %s', (coarse, width, device) => {
  expect(deviceOf(coarse, width)).toBe(device);
});

describe('timings', () => {
  test.each([
    [0, 'desk_100'],
    [100, 'desk_100'],
    [100.5, 'desk_250'],
    [2500, 'desk_2500'],
    [10_000, 'desk_10000'],
    [10_001, 'desk_more'],
  ])('%d ms are %s', (ms, cell) => {
    expect(timingCell('desk', ms)).toBe(cell);
  });

  test('are in the words of the policy, each of which can come up', () => {
    const times = [50, 200, 400, 900, 2000, 4000, 9000, 20_000];
    const devices = ['phone', 'tablet', 'desk'] as const;
    const made = devices.flatMap((device) => times.map((ms) => timingCell(device, ms)));
    expect(made).toEqual(vocabulary('timing', 'cells'));
  });

  test.each([
    [['home'], 'home'],
    [['study', 'video'], 'video'],
    [['figures'], 'other'],
    [[], 'other'],
  ])('a page of %j is %s', (classes, kind) => {
    expect(kindOf(classes)).toBe(kind);
    expect(vocabulary('slow_page', 'parts')).toContain(kind);
  });
});

test.each([
  [new TypeError('secret'), 'type'],
  [new RangeError('secret'), 'range'],
  [new DOMException('secret', 'QuotaExceededError'), 'storage'],
  [new DOMException('secret', 'NetworkError'), 'network'],
  [new DOMException('secret', 'NotSupportedError'), 'media'],
  [new Error('secret'), 'other'],
  ['secret', 'other'],
  [undefined, 'other'],
])('the signature of %s is %s', (error, signature) => {
  expect(signatureOf(error)).toBe(signature);
  expect(vocabulary('script_error', 'parts')).toContain(signature);
});

test.each([
  [0, 0, 1],
  [99, 0, 1],
  [100, 0, 2],
  [999, 0, 10],
  [1000, 0, 10],
  [0, 200, 11],
  [999, 1999, 100],
  [-5, 9000, 91],
])('a click at %i, %i of 1000 × 2000 is in field %i', (x, y, cell) => {
  expect(gridCell(x, y, { width: 1000, height: 2000 })).toBe(cell);
});

describe('a search', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['a b', []],
    ['Musik', ['music']],
    ['Flöte', ['music']],
    ['KARTEN und Böden', ['maps', 'soil']],
    ['How is soil made?', ['soil']],
    ['my neighbour Jane Doe', ['other']],
    ['Datenschutz', ['privacy']],
  ])('for “%s” is about %j', (text, topics) => {
    expect(topicsOf(text)).toEqual(topics);
  });

  test('comes to topics of the policy alone, and can come to each', () => {
    const words =
      'privacy consent anonymous maps statistics soil climate alphabet printing music sound proof logic software';
    const found = [...topicsOf(words), ...topicsOf('unheard')];
    expect(found).toEqual(vocabulary('search_topic', 'cells'));
  });
});
