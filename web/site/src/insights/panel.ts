import { element } from '../dom';
import { filled } from '../texts';
import type { Answer, Answers } from './answers';
import { draw } from './chart';
import type { Context, Metric } from './context';
import { inPoints, number } from './format';
import { heatMap } from './heat-map';
import { Labels } from './labels';
import { entry, say } from './say';
import { tableOf } from './table';
import { view } from './views';
import type { Plot } from './views/view';

export interface Asked {
  question: string;
  metric: Metric;
  /** Empty: the site. */
  course: string;
}

const line = (text: string, kind: string) => element('p', { class: kind }, text);

/** The answer to a question, or why there is none. */
export function showAnswer(
  place: HTMLElement,
  { question, metric, course }: Asked,
  all: Answers | null,
  context: Context,
): void {
  // The question of completion is asked of all courses.
  const keys = question === 'completion' ? metric.courses?.map(({ key }) => key) : [course];
  const answers = keys?.flatMap((key) => all?.of(metric.key, key) ?? []) ?? [];
  if (!all || answers.length === 0) {
    place.replaceChildren(line(all ? say.absent : say.waiting, 'empty'));
    return;
  }
  if (!answers.some(({ released }) => released)) {
    place.replaceChildren(...withheld(answers, question));
    return;
  }
  const labels = new Labels(context, metric, course);
  const { finding, plots } = view(question, { answers, labels, context });
  const made = plots.map((plot) => ({ plot, shown: plotOf(plot, finding) }));
  place.replaceChildren(
    ...(finding ? [line(finding, 'finding')] : []),
    element('div', { class: 'plots' }, ...made.map(({ shown }) => shown)),
    ...basis(answers, question),
  );
  for (const { plot, shown } of made) {
    const canvas = shown.querySelector('canvas');
    if (canvas) draw(canvas, plot);
  }
}

/** The one that is nearest to enough, and how near. */
function withheld(answers: Answer[], question: string): HTMLElement[] {
  const figures = answers.map(({ figure }) => figure);
  const share = ({ learners, needed }: (typeof figures)[number]) => learners / needed;
  const [first] = figures.sort((a, b) => share(b) - share(a));
  if (!first) return [];
  const { learners, needed } = first;
  const values = {
    learners: number(learners),
    needed: number(needed),
    parts: partsOf(question, figures.length),
  };
  const text = filled(figures.length > 1 ? say.withheldParts : say.withheld, values);
  const bounds = { value: String(learners), max: String(needed), 'aria-label': text };
  return [line(text, 'empty'), element('progress', bounds)];
}

/** “30 questions” */
const partsOf = (question: string, n: number): string =>
  filled(entry<string>(say.parts, question) ?? say.parts.other, { n: number(n) });

function plotOf(plot: Plot, finding: string): HTMLElement {
  const said = plot.finding ?? '';
  return element(
    'figure',
    { class: `plot ${plot.form}` },
    element('figcaption', {}, element('strong', {}, plot.title), said),
    picture(plot, said || finding),
    element(
      'details',
      {},
      element('summary', {}, say.table),
      element('div', { class: 'ledger' }, tableOf(plot)),
    ),
  );
}

function picture(plot: Plot, finding: string): HTMLElement {
  if (plot.form === 'grid') return element('div', { class: 'picture' }, heatMap(plot));
  if (plot.marks.every(({ shown }) => shown === null))
    return element('p', { class: 'empty' }, say.unsaid);
  const name = filled(say.named, { title: plot.title, finding });
  const box = element(
    'div',
    { class: 'picture' },
    element('canvas', { role: 'img', 'aria-label': name }),
  );
  box.style.setProperty('--marks', String(plot.marks.filter((it) => !it.withheld).length));
  return box;
}

function basedOn(question: string, parts: number): string {
  if (question === 'completion') return say.basedCourses;
  return parts > 1 ? say.basedParts : say.based;
}

/** How many learners, how exact, by which mechanism. */
function basis(answers: Answer[], question: string): HTMLElement[] {
  const released = answers.filter((answer) => answer.released).map(({ figure }) => figure);
  const [first] = released;
  if (!first) return [];
  const learners = released.reduce((sum, figure) => sum + figure.learners, 0);
  const half = Math.max(...released.map((figure) => figure.half_width_ppm)) / 1_000_000;
  const values = {
    learners: number(learners),
    half: inPoints(half),
    parts: partsOf(question, released.length),
  };
  const missing = answers.length - released.length;
  const some = { n: number(missing), parts: partsOf(question, answers.length) };
  const [num, den] = first.odds;
  const noise = { odds: number(num / den), epsilon: number(first.epsilon_micro / 1_000_000) };
  return [
    ...(missing > 0 ? [line(filled(say.somePartsWithheld, some), 'note')] : []),
    line(
      `${filled(basedOn(question, released.length), values)} ${filled(say.mechanism, noise)}`,
      'small',
    ),
  ];
}
