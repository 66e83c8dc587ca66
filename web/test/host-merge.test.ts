import { describe, expect, test } from 'vitest';
import { Merge } from '../src/host/device/merge';
import type { Payload, Value } from '../src/shared/types';

type Members = Partial<Omit<Value, 'payload'>>;

const valued = (payload: Payload, members: Members = {}): Value => ({
  ...{ item: payload.shape, entity: 'en/page', at: 10, saved: true, tier: 'persistent' },
  ...{ pending: false, version: 2, rivals: [] },
  ...members,
  payload,
});

/** The payloads that are recorded, and what the profile then has. */
function taken(guest: Value[], own: Value[]) {
  const held = [...own];
  const merge = new Merge(guest, {
    items: () => held.map(({ item }) => item),
    values: (item, entity) => held.filter((one) => one.item === item && one.entity === entity),
  });
  const payloads = guest.flatMap((value) => merge.merged(value) ?? []);
  for (const payload of payloads) {
    const older = held.findIndex((one) => slot(one.payload) === slot(payload));
    if (older >= 0) held.splice(older, 1);
    held.push(valued(payload, { at: 99 }));
  }
  return { payloads, held };
}

function slot(payload: Payload): string {
  const { shape } = payload;
  if (shape === 'answer') return `${shape} ${payload.attempt} ${payload.question}`;
  return shape === 'attempt' ? `${shape} ${payload.attempt}` : shape;
}

const flag = (value: boolean): Payload => ({ shape: 'flag', value });
const draft = (text: string, state: 'open' | 'kept' | 'sent' | 'discarded' = 'open'): Payload => ({
  ...{ shape: 'draft', text, state },
});
const answer = (attempt: number, question: number, options = 1): Payload => ({
  ...{ shape: 'answer', attempt, question, options },
});
const submitted = (attempt: number, score = 5): Payload => ({
  ...{ shape: 'attempt', attempt, state: 'submitted', score, max: 9, answers: [1, 2] },
});

describe('one value', () => {
  const [yes, no] = [flag(true), flag(false)];
  test.each<[string, Value, Value[], Payload[]]>([
    ['that the profile lacks is taken', valued(yes), [], [yes]],
    ['that is equal is not', valued(yes), [valued(yes)], []],
    ['that is newer is taken', valued(yes), [valued(no, { at: 9 })], [yes]],
    ['that is older is not', valued(yes), [valued(no, { at: 11 })], []],
    ['of another entity does not count', valued(yes), [valued(yes, { entity: 'x' })], [yes]],
    [
      'kept for the visit alone is taken again',
      valued(yes),
      [valued(yes, { tier: 'visit' })],
      [yes],
    ],
    ['not yet saved is taken again', valued(yes), [valued(yes, { saved: false })], [yes]],
    [
      'of a visit is held as well by a visit',
      valued(yes, { tier: 'visit' }),
      [valued(yes, { tier: 'visit' })],
      [],
    ],
  ])('%s', (_, guest, own, expected) => {
    expect(taken([guest], own).payloads).toEqual(expected);
  });
});

describe('a draft', () => {
  const both = draft('Mine\n\nTheirs');
  test.each<[string, Payload, Payload[], Payload[]]>([
    ['is taken where there is none', draft('Theirs'), [], [draft('Theirs')]],
    ['is put after another', draft('Theirs'), [draft('Mine')], [both]],
    ['that is contained is not', draft('Theirs'), [both], []],
    ['that contains the other is taken', both, [draft('Mine')], [both]],
    ['that has ended is not', draft('', 'sent'), [draft('Mine')], []],
    ['that is empty is not', draft(''), [], []],
    ['is not lost to one that was sent', draft('Theirs'), [draft('', 'sent')], [draft('Theirs')]],
    ['that was kept is open again', draft('Theirs', 'kept'), [], [draft('Theirs')]],
  ])('%s', (_, guest, own, expected) => {
    expect(
      taken(
        [valued(guest)],
        own.map((one) => valued(one)),
      ).payloads,
    ).toEqual(expected);
  });
});

test('no text of a draft that was changed in two places is lost', () => {
  const rivals = [{ text: 'Rival', at: 1 }];
  const [guest, own] = [valued(draft('Theirs'), { rivals }), valued(draft('Mine'), { rivals })];
  expect(taken([guest], [own]).payloads).toEqual([draft('Mine\n\nRival\n\nTheirs')]);
});

test('intervals are added, those that an older value has too', () => {
  const spans = (...all: [number, number][]): Payload => ({ shape: 'intervals', spans: all });
  const guest = valued(spans([0, 5], [8, 9]));
  const newer = valued(spans([0, 6]), { at: 11 });
  expect(taken([guest], [newer]).payloads).toEqual([guest.payload]);
  expect(taken([guest], [valued(spans([0, 10]))]).payloads).toEqual([]);
});

describe('attempts', () => {
  test.each<[string, Payload[], Payload[], Payload[]]>([
    ['keep their numbers', [submitted(1), answer(2, 1)], [], [submitted(1), answer(2, 1)]],
    ['get the next where theirs is used', [submitted(1, 3)], [submitted(1)], [submitted(2, 3)]],
    ['that are equal are one', [submitted(1)], [submitted(3)], []],
    ['that are open come last', [answer(1, 1)], [submitted(1)], [answer(2, 1)]],
    ['that are open become one', [answer(1, 1)], [submitted(1), answer(2, 2)], [answer(2, 1)]],
    [
      'all find a place',
      [submitted(1, 3), submitted(2, 4), answer(3, 1)],
      [submitted(1), answer(2, 2)],
      [submitted(3, 3), submitted(4, 4), answer(5, 1)],
    ],
  ])('%s, and a second time nothing is left to do', (_, guest, own, expected) => {
    const values = guest.map((one) => valued(one));
    const first = taken(
      values,
      own.map((one) => valued(one)),
    );
    expect(first.payloads).toEqual(expected);
    expect(taken(values, first.held).payloads).toEqual([]);
  });

  test('a run that was cut short is taken to its end', () => {
    const values = [submitted(1, 3), submitted(2, 4), answer(3, 1)].map((one) => valued(one));
    const own = [valued(submitted(1))];
    const whole = taken(values, own);
    for (let cut = 0; cut < whole.payloads.length; cut++) {
      const partly = [...own, ...whole.payloads.slice(0, cut).map((one) => valued(one))];
      expect(taken(values, partly).payloads).toEqual(whole.payloads.slice(cut));
    }
  });
});
