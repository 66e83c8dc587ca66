/** A policy that measures the mechanism itself: four metrics, asked in many courses. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cohort } from './run';

const TEXTS = (text: string) => ({ en: text, de: text });

const ODDS: [number, number][] = [
  [19, 7],
  [7, 1],
];
const SYMBOLS = [4, 21];

/** Reports enough for the figures of a small cohort, not too many of a large one. */
export const coursesFor = (learners: number): number =>
  Math.max(4, Math.min(40, Math.round(1_000_000 / learners)));

/**
 * Written into `folder`: `demo`, but for its id and what it aggregates. Its learners take all of its
 * courses.
 */
export async function calibration(
  folder: string,
  demo: string,
  courses: number,
): Promise<Pick<Cohort, 'policy' | 'others'>> {
  const policy = JSON.parse(await readFile(demo, 'utf8'));
  const { aggregate } = policy;
  const like = aggregate.metrics.find((metric: { key: string }) => metric.key === 'drop_off');
  const metrics = ODDS.flatMap((odds) =>
    SYMBOLS.map((symbols) => ({
      ...like,
      key: `cells_${symbols}_odds_${odds.join('_')}`,
      encoding: 'pick',
      odds,
      courses: Array.from({ length: courses }, (_, i) => ({ key: `c${i}`, cells: symbols - 1 })),
      title: TEXTS('Calibration'),
      why: TEXTS('Measures the mechanism.'),
    })),
  );
  const draws = { course: 1, site: 0 };
  const changed = { ...aggregate, draws, limit_permille: 500, metrics };
  const file = join(folder, 'calibration.json');
  await writeFile(file, JSON.stringify({ ...policy, id: 'carrel-calibration', aggregate: changed }));
  return { policy: file, others: courses - 1 };
}
