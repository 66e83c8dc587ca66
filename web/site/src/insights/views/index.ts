import { filled, language } from '../../texts';
import { entry, say } from '../say';
import { completion, dropOff } from './progress';
import { timeOnTask, timing, weekly } from './times';
import { enrolment, groups, retention } from './two-arms';
import {
  cellMarks,
  type Form,
  greatest,
  inWords,
  ofGreatest,
  type Plot,
  partMarks,
  quoted,
  type Scene,
  sorted,
  type View,
  type Viewer,
} from './view';

const { plots, findings } = say;

/** Of one figure the cells, and of them the greatest in words. */
function cells(titles: { title: string; head: string }, form: Form, said: string): Viewer {
  return ({ answers: [answer], labels }) => {
    const marks = answer ? cellMarks(answer, labels) : [];
    const ordered = form === 'rows' ? sorted(marks) : marks;
    return {
      finding: ofGreatest(said, marks),
      plots: [{ title: titles.title, head: titles.head, form, marks: ordered }],
    };
  };
}

/** Of each part whether it was so, the most frequent first. */
function parts(titles: { title: string; head: string }, said: string): Viewer {
  return ({ answers, labels }) => {
    const marks = sorted(partMarks(answers, labels));
    const finding = ofGreatest(said, marks);
    return { finding, plots: [{ title: titles.title, head: titles.head, form: 'rows', marks }] };
  };
}

/** The features used and those ignored. */
const features: Viewer = (scene) => {
  const view = parts(plots.used, findings.used)(scene);
  const marks = view.plots.flatMap((plot) => plot.marks);
  const least = marks.filter(({ shown }) => shown !== null).at(-1);
  if (!least || least === greatest(marks)) return view;
  const said = filled(findings.unused, { title: quoted(least.full), value: inWords(least) });
  return { ...view, finding: `${view.finding} ${said}` };
};

/** A metric that this page knows nothing of: each part with its cells. */
function anything({ answers, labels }: Scene): View {
  const made = answers
    .filter(({ released }) => released)
    .map((answer): Plot => {
      const part = answers.length > 1 ? labels.part(answer.figure.part).full : '';
      const title = part || (labels.metric.title[language] ?? labels.metric.key);
      return { title, head: plots.other.head, form: 'rows', marks: cellMarks(answer, labels) };
    });
  return { finding: '', plots: made };
}

/** How each question is answered. */
const VIEWERS: Record<string, Viewer> = {
  drop_off: dropOff,
  completion,
  question_failed: parts(plots.failed, findings.hardest),
  rewatched: cells(plots.rewatched, 'strip', findings.again),
  time_on_task: timeOnTask,
  retention,
  groups,
  session_hour: cells(plots.hours, 'columns', findings.busiest),
  enrolment,
  weekly_subject: weekly,
  feature_used: features,
  search_topic: cells(plots.topics, 'rows', findings.searched),
  click_cell: cells(plots.clicks, 'grid', findings.clicked),
  timing,
  slow_page: parts(plots.slow, findings.slow),
  script_error: parts(plots.errors, findings.met),
};

/** Cells without which a question cannot be answered as it is meant. */
const NEEDED: Record<string, string[]> = {
  retention: ['a_kept', 'a_forgot', 'b_kept', 'b_forgot'],
  groups: ['with_finished', 'with_unfinished', 'without_finished', 'without_unfinished'],
  enrolment: ['phone', 'tablet', 'desk'].flatMap((it) => [`${it}_left`, `${it}_enrolled`]),
};

export function view(question: string, scene: Scene): View {
  const needed = entry(NEEDED, question) ?? [];
  const whole = needed.every((key) => scene.labels.cells.includes(key));
  const viewer = whole ? entry(VIEWERS, question) : undefined;
  return (viewer ?? anything)(scene);
}
