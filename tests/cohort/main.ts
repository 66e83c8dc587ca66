// script/simulate-cohort --learners N [--seed S] [--json] [--serve]
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { calibration, coursesFor } from './calibration';
import { type Accuracy, agrees, type Comparison, compare } from './compare';
import { type Cohort, DEMO, type Outcome, run } from './run';

const DIRECTORY = 'build/cohort';
const SITE = `${DIRECTORY}/site`;
const PAGE = '/en/insights.html?truth=/aggregate-truth.json';

const { values } = parseArgs({
  options: {
    learners: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    serve: { type: 'boolean', default: false },
  },
});
const [learners, seed] = [Number(values.learners), Number(values.seed)];
if (!Number.isSafeInteger(learners) || learners < 1 || !Number.isSafeInteger(seed) || seed < 0)
  throw new Error('--learners and --seed are whole numbers');

async function played(cohort: Cohort): Promise<[Comparison, Outcome]> {
  const outcome = await run(cohort);
  return [compare(outcome.insights, outcome.truth, outcome.limit), outcome];
}

function print(name: string, { released, withheld, accuracy, faults }: Comparison): void {
  console.log(`${name}: ${released} figures shown, ${withheld} withheld, as the formula says`);
  for (const line of accuracy.map(told)) console.log(`  ${line}`);
  for (const fault of faults) console.log(`  FAULT ${fault}`);
}

function told({ symbols, odds, figures, rmse, closedForm, tolerance, covered, ok }: Accuracy) {
  const [num, den] = odds;
  const r = den === 1 ? `${num}` : `${num}/${den}`;
  return [
    `k = ${symbols}, r = ${r}, ${figures} figures:`,
    `RMSE ${rmse.toFixed(2)} pp, closed form ${closedForm.toFixed(2)} pp`,
    `(± ${(100 * tolerance).toFixed(0)} %)`,
    `${(100 * covered).toFixed(1)} % of intervals hold the truth`,
    ok ? '' : 'DISAGREES',
  ].join('  ');
}

await mkdir(DIRECTORY, { recursive: true });
await cp('dist/site', SITE, { recursive: true });
const [studied, outcome] = await played({ policy: DEMO, site: SITE, learners, others: 1, seed });
await writeFile(`${SITE}/aggregate-truth.json`, JSON.stringify(outcome.truth));

const courses = coursesFor(learners);
const [calibrated, { server }] = await played({
  ...(await calibration(DIRECTORY, DEMO, courses)),
  ...{ site: SITE, learners, seed },
});
await server.stop();

if (values.json) {
  console.log(JSON.stringify({ learners, seed, course: studied, calibration: calibrated }, null, 2));
} else {
  print(`${learners} learners of the demo course`, studied);
  print(`the mechanism alone, ${courses} × ${learners} answers`, calibrated);
}
if (!agrees(studied) || !agrees(calibrated)) process.exitCode = 1;

if (values.serve) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => outcome.server.stop());
  console.error(`[carrel] ${outcome.server.origin}${PAGE}`);
} else {
  await outcome.server.stop();
}
