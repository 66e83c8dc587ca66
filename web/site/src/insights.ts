import './page';
import { all, byId, element } from './dom';
import { Answers } from './insights/answers';
import { forgetCharts } from './insights/chart';
import type { Context, Metric } from './insights/context';
import { csvOf, type Names } from './insights/csv';
import type { Epoch, Truth } from './insights/document';
import { download } from './insights/download';
import { day } from './insights/format';
import { Labels } from './insights/labels';
import { showAnswer } from './insights/panel';
import { say } from './insights/say';
import { getIndex, getRelease, getTruth, Unanswered } from './insights/source';
import { filled } from './texts';

const context: Context = JSON.parse(byId('insights-context', HTMLScriptElement).text);
const epochs = byId('insights-epoch', HTMLSelectElement);
const courses = byId('insights-course', HTMLSelectElement);
const state = byId('insights-state', HTMLElement);
const files = all('[data-file]', HTMLButtonElement);
const panels = all('[data-question]', HTMLElement);

let known: Epoch[] = [];
let truth: Truth | null = null;
let answers: Answers | null = null;
let bytes = new Blob();

const metricOf = (key: string | undefined): Metric | undefined =>
  context.metrics.find((metric) => metric.key === key);

const isReleased = ({ state: said }: Epoch) => said === 'released';

/** Another epoch may have been chosen before this one had come. */
async function show(): Promise<void> {
  const number = Number(epochs.value);
  const epoch = known.find((it) => it.epoch === number);
  answers = null;
  if (epoch && isReleased(epoch)) {
    const [release, came] = await getRelease(number);
    if (Number(epochs.value) !== number) return;
    bytes = came;
    answers = new Answers(release, truth?.epoch === number ? truth : null);
  }
  state.textContent = described(epoch);
  for (const file of files) file.disabled = answers === null;
  showPanels();
}

function described(epoch: Epoch | undefined): string {
  if (!epoch) return say.state.none;
  const { from, to, released } = epoch;
  if (!isReleased(epoch)) return filled(say.state.collecting, { day: day(released) });
  const days = { from: day(from), to: day(to), released: day(released) };
  return filled(say.state.shown, days);
}

function showPanels(): void {
  forgetCharts();
  for (const panel of panels) {
    const { question = '', metric: key } = panel.dataset;
    const metric = metricOf(key);
    const place = panel.querySelector('.answer');
    if (!metric || !(place instanceof HTMLElement)) continue;
    const course = metric.unit === 'course' ? courses.value : '';
    showAnswer(place, { question, metric, course }, answers, context);
  }
}

const names: Names = (figure) => {
  const metric = metricOf(figure.metric);
  if (!metric) return { part: '', symbol: () => '' };
  const labels = new Labels(context, metric, figure.course);
  const part = figure.parts > 1 ? labels.part(figure.part).full : '';
  return { part, symbol: (i) => labels.symbol(i).full };
};

function save(kind: string | undefined): void {
  if (!answers) return;
  const { release } = answers;
  const name = filled(say.file, { epoch: String(release.epoch) });
  if (kind === 'json') download(bytes, `${name}.json`);
  else download(new Blob([csvOf(release, names)], { type: 'text/csv' }), `${name}.csv`);
}

function failed(error: unknown): void {
  if (!(error instanceof Unanswered)) throw error;
  state.textContent = say.state[error.failure];
  showPanels();
}

async function start(): Promise<void> {
  truth = await getTruth().catch(() => {
    byId('insights-truth', HTMLElement).textContent = say.truthFailed;
    return null;
  });
  const note = byId('insights-truth', HTMLElement);
  if (truth) note.textContent = say.truthShown;
  note.hidden = note.textContent === '';
  ({ epochs: known } = await getIndex());
  epochs.replaceChildren(
    ...known.map((it) => {
      const text = isReleased(it) ? say.epoch : say.epochCollecting;
      const days = { from: day(it.from), to: day(it.to) };
      return element('option', { value: String(it.epoch) }, filled(text, days));
    }),
  );
  epochs.disabled = known.length === 0;
  const newest = known.find(isReleased) ?? known[0];
  if (newest) epochs.value = String(newest.epoch);
  await show();
}

epochs.addEventListener('change', () => show().catch(failed));
courses.addEventListener('change', showPanels);
for (const file of files) file.addEventListener('click', () => save(file.dataset['file']));
start().catch(failed);
