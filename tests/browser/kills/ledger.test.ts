import { expect, test } from 'vitest';
import type { Payload, Value } from '../../../web/src/shared/types';
import { Ledger } from './ledger';

const [item, entity] = ['progress.place', 'course/video'];
const place = (at: number): Payload => ({ shape: 'position', at, of: 99 });
const found = (at: number, stamp: number, tier: Value['tier'] = 'persistent'): Value => {
  const now = { saved: true, pending: false, version: 2, rivals: [] };
  return { item, entity, payload: place(at), at: stamp, tier, ...now };
};

/** The first is acknowledged, the second too, the third had only begun. */
function told(saved: 'durable' | 'visit' = 'durable'): Ledger {
  const ledger = new Ledger();
  for (const call of [1, 2, 3]) {
    const begun = call * 100;
    ledger.hear({ page: 1, call, begun, item, entity, payload: place(call) });
    if (call < 3) ledger.hear({ page: 1, call, saved, at: begun + 5 });
  }
  return ledger;
}

test.each<[string, Value[], number]>([
  ['the newest that was acknowledged is there', [found(2, 200)], 0],
  ['a later one is there', [found(3, 300)], 0],
  ['one is there whose beginning was not heard', [found(4, 301)], 0],
  ['the newest was stored before, by another tab', [found(2, 150)], 0],
  ['an older one is there', [found(1, 100)], 1],
  ['nothing is there', [], 1],
  ['another slot is there', [{ ...found(2, 200), entity: 'course/quiz' }], 1],
  ['it is in memory alone', [found(2, 200, 'memory')], 1],
])('%s: lost or not', (_, values, lost) => {
  expect(told().lost(values)).toHaveLength(lost);
});

test('what was kept for the visit alone is no loss', () => {
  const ledger = told('visit');
  expect([ledger.acknowledgements, ledger.lost([])]).toEqual([0, []]);
});

test('of two tabs the later value counts, whichever is acknowledged first', () => {
  const ledger = new Ledger();
  for (const [page, begun] of [
    [1, 100],
    [2, 101],
  ] as const)
    ledger.hear({ page, call: 1, begun, item, entity, payload: place(begun) });
  for (const page of [2, 1]) ledger.hear({ page, call: 1, saved: 'durable', at: 110 });
  expect(ledger.lost([found(101, 101)])).toEqual([]);
  expect(ledger.lost([found(100, 100)])).toHaveLength(1);
});

test('of intervals everything counts, in whatever order it was acknowledged', () => {
  const ledger = new Ledger();
  const watched = (...spans: [number, number][]): Payload => ({ shape: 'intervals', spans });
  const slot = { item: 'progress.watched', entity };
  for (const [call, span] of [[0, 10] as const, [20, 30] as const].entries()) {
    const payload = watched([...span]);
    ledger.hear({ page: call, call, begun: 100, ...slot, payload });
    ledger.hear({ page: call, call, saved: 'durable', at: 105 });
  }
  const lost = (payload: Payload) => ledger.lost([{ ...found(0, 900), ...slot, payload }]);
  expect(lost(watched([0, 12], [19, 30]))).toEqual([]);
  expect(lost(watched([0, 30]))).toEqual([]);
  expect(lost(watched([0, 10]))).toHaveLength(1);
  expect(lost(watched([0, 9], [20, 30]))).toHaveLength(1);
});
