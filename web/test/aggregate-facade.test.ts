// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Carrel } from '../src/host/carrel';
import { built, closeAll, emptyBrowser, open } from './host-real';
import { ALL, at, END, grant, policyOf, START } from './support/learner';
import { DAY } from './support/metrics';

const COURSE = { course: 'privacy' };

beforeEach(() => {
  emptyBrowser();
  vi.useFakeTimers({ toFake: ['Date'], now: START + DAY });
});
afterEach(() => {
  closeAll();
  vi.useRealTimers();
});

async function learner(purposes = ALL): Promise<Carrel> {
  const carrel = await open({ policyText: policyOf() });
  await grant(carrel, purposes);
  return carrel;
}

const spansOf = (carrel: Carrel, item: string, entity: string) =>
  carrel.values(item, entity).map(({ payload }) => ('spans' in payload ? payload.spans : payload));

describe.skipIf(!built)('what a page notes', () => {
  test('by word and by number is the same, and none is written twice', async () => {
    const carrel = await learner();
    const own = await carrel.aggregate();
    const record = vi.spyOn(carrel, 'record');
    await own.mark('drop_off', 'maps', COURSE);
    await own.mark('drop_off', 2, COURSE);
    await own.mark('drop_off', 'maps', { ...COURSE, part: 0 });
    expect(record).toHaveBeenCalledTimes(1);
    expect(spansOf(carrel, 'figures.marks', 'drop_off/privacy/0')).toEqual([[[2, 3]]]);
  });

  test('is of the epoch at hand', async () => {
    const carrel = await learner();
    const own = await carrel.aggregate();
    at(END - 1);
    await own.mark('hour', 24);
    at(END);
    await own.mark('hour');
    const entities = carrel.values('usage.marks').map(({ entity }) => entity);
    expect(entities.sort()).toEqual(['hour/0', 'hour/1']);
  });

  test('is nothing once the profile has ended, and no error of the page', async () => {
    const carrel = await learner();
    const own = await carrel.aggregate();
    await carrel.signedOut();
    await expect(own.mark('drop_off', 'maps', COURSE)).resolves.toBeUndefined();
    await expect(own.add('time', 3, { ...COURSE, part: 'maps' })).resolves.toBeUndefined();
  });

  test('is nothing before the first epoch', async () => {
    const carrel = await learner();
    const own = await carrel.aggregate();
    at(START - 1);
    await own.mark('hour', 3);
    await own.add('time', 3, { ...COURSE, part: 'maps' });
    expect([carrel.values('usage.marks'), own.figures()]).toEqual([[], []]);
  });

  test('adds up, and stays below what the item takes', async () => {
    const carrel = await learner();
    const own = await carrel.aggregate();
    const of = { ...COURSE, part: 'maps' };
    await Promise.all([own.add('time', 40, of), own.add('time', 50, of)]);
    const amount = () => own.figures('privacy').find(({ metric }) => metric === 'time')?.parts[1];
    expect(amount()).toMatchObject({ key: 'maps', amount: 90, bucket: 2 });
    await own.add('time', 1_000_000, of);
    expect(amount()).toMatchObject({ amount: 9000, bucket: 3 });
  });

  test('is shown to the learner, exactly', async () => {
    const own = await (await learner()).aggregate();
    await own.mark('drop_off', 0, COURSE);
    await own.mark('failed', 1, { ...COURSE, part: 2 });
    await own.mark('time', 0, { ...COURSE, part: 'intro' });
    const figures = own.figures('privacy');
    expect(figures.map(({ metric, noted }) => [metric, noted])).toEqual([
      ['drop_off', true],
      ['failed', true],
      ['time', true],
    ]);
    expect(figures[0]).toMatchObject({
      ...{ title: 'Metric', from: START, to: END, cells: 3, course: 'privacy' },
      parts: [{ marked: [] }],
    });
    expect(figures[1]?.parts.map(({ marked }) => marked)).toEqual([[], [], [{ cell: 1, key: '' }]]);
    expect(own.figures('soil')).toMatchObject([{ metric: 'drop_off', noted: false }]);
    expect(own.figures()).toMatchObject([{ metric: 'hour', course: '', noted: false }]);
  });

  test('without its permission is not kept, and the page is told nothing', async () => {
    const carrel = await learner(['figures']);
    const own = await carrel.aggregate();
    await own.mark('hour', 3);
    await own.mark('drop_off', 1, COURSE);
    expect(carrel.values('usage.marks')).toEqual([]);
    expect(carrel.values('figures.marks')).toHaveLength(1);
    expect(await own.budget()).toEqual({ debits: [], epsilon: 0 });
  });

  test('that the policy does not know is an error of the page', async () => {
    const own = await (await learner()).aggregate();
    await expect(own.mark('none')).rejects.toMatchObject({ code: 'unknown_metric' });
    await expect(own.mark('hour', 25)).rejects.toMatchObject({ code: 'unknown_cell' });
    await expect(own.mark('drop_off', 'none', COURSE)).rejects.toMatchObject({
      ...{ name: 'CarrelError', code: 'unknown_cell', where: 'cell' },
    });
    await expect(own.mark('drop_off')).rejects.toMatchObject({ code: 'unknown_course' });
    const far = own.mark('failed', 1, { ...COURSE, part: 3 });
    await expect(far).rejects.toMatchObject({ code: 'unknown_part' });
    await expect(own.add('hour', 1)).rejects.toMatchObject({ code: 'unknown_metric' });
    await expect(own.add('time', -1, COURSE)).rejects.toMatchObject({ code: 'bad_type' });
    await expect(own.mark('time', 1, COURSE)).rejects.toMatchObject({ code: 'unknown_cell' });
    expect([own.declares('drop_off', 'soil'), own.declares('drop_off')]).toEqual([true, false]);
  });
});
