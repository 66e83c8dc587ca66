import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { calibration } from '../cohort/calibration';
import { type Comparison, compare } from '../cohort/compare';
import { type Cohort, DEMO, run } from '../cohort/run';

const SEED = 5;

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrel-cohort-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function played(cohort: Omit<Cohort, 'site' | 'seed'>): Promise<Comparison> {
  const { insights, truth, limit, server } = await run({
    ...cohort,
    site: 'dist/site',
    seed: SEED,
  });
  await server.stop();
  return compare(insights, truth, limit);
}

test.each([
  [1000, 0],
  [10_000, 10],
])(
  'of %i learners the server shows what it may show, and it errs as it should',
  async (learners, least) => {
    const { released, withheld, faults, accuracy } = await played({
      policy: DEMO,
      learners,
      others: 1,
    });
    expect(faults).toEqual([]);
    expect(accuracy.filter(({ ok }) => !ok)).toEqual([]);
    expect(released).toBeGreaterThanOrEqual(least);
    expect(withheld).toBeGreaterThan(0);
  },
);

test('the mechanism errs by its closed form, for few and many symbols, at both odds', async () => {
  const { faults, accuracy } = await played({
    ...(await calibration(folder, DEMO, 20)),
    learners: 1000,
  });
  expect(faults).toEqual([]);
  expect(accuracy.map(({ symbols, odds, ok }) => [symbols, ...odds, ok])).toEqual([
    [4, 19, 7, true],
    [21, 19, 7, true],
    [4, 7, 1, true],
    [21, 7, 1, true],
  ]);
});
