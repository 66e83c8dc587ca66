import { filled } from '../../texts';
import { inPoints } from '../format';
import { say } from '../say';
import { difference, differs, type Estimate } from '../statistics';
import { inWords, type Mark, mark, ofGreatest, quoted, type Scene, type View } from './view';

const { plots, findings } = say;

const all = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

/** Lessons are the cells in their order; the last cell is that the course was completed. */
export function dropOff({ answers: [answer], labels }: Scene): View {
  if (!answer) return { finding: findings.none, plots: [] };
  const { symbols } = answer.figure;
  const last = symbols - 1;
  const here = { estimate: { value: 1, half: 0 }, shown: 1, truth: answer.truth && 1 };
  const start = { full: plots.reached.start, short: plots.reached.start };
  const reached = all(1, symbols).map((symbol) =>
    mark(labels.symbol(symbol), answer.sum(all(symbol, symbols)), answer),
  );
  const stopped = all(1, last).map((symbol) =>
    mark(labels.symbol(symbol), answer.rate([symbol], all(1, last)), answer),
  );
  const completed = filled(findings.completed, { value: inWords(answer.cell(last)) });
  return {
    finding: `${completed} ${ofGreatest(findings.stop, stopped)}`,
    plots: [
      { ...titles('reached'), form: 'line', marks: [mark(start, here, answer), ...reached] },
      { ...titles('stopped'), form: 'columns', marks: stopped },
    ],
  };
}

const titles = (plot: 'reached' | 'stopped') => ({
  title: plots[plot].title,
  head: plots[plot].head,
});

/** The completion of each course, against that of the one that is looked at. */
export function completion({ answers, labels: { course }, context }: Scene): View {
  const marks = answers.map((answer): Mark & { key: string } => {
    const { course: key, symbols } = answer.figure;
    const title = context.courses[key]?.title ?? key;
    return { ...mark({ full: title, short: title }, answer.cell(symbols - 1), answer), key };
  });
  const own = marks.find(({ key }) => key === course);
  const other = context.courses[course]?.title ?? course;
  const against = marks.flatMap((it) => {
    if (it === own || !it.estimate || !own?.estimate) return [];
    const by = difference(it.estimate, own.estimate);
    it.extra = pointsOf(by);
    return [{ by, title: it.full }];
  });
  return {
    finding: ofCourses(other, against),
    plots: [
      {
        title: plots.completed.title,
        head: plots.completed.head,
        extra: filled(plots.completed.extra, { course: other }),
        form: 'rows',
        marks,
      },
    ],
  };
}

const pointsOf = ({ value, half }: Estimate) =>
  `${value > 0 ? '+' : ''}${inPoints(value)} (${inPoints(value - half)} – ${inPoints(value + half)})`;

function ofCourses(own: string, against: { by: Estimate; title: string }[]): string {
  if (against.length === 0) return filled(findings.alone, { own: quoted(own) });
  const [most] = against
    .filter(({ by }) => differs(by))
    .sort((a, b) => Math.abs(b.by.value) - Math.abs(a.by.value));
  if (!most) return filled(findings.same, { other: quoted(own) });
  const { by, title } = most;
  const [one = '', other = ''] = by.value > 0 ? [title, own] : [own, title];
  return filled(findings.better, {
    one: quoted(one),
    other: quoted(other),
    points: inPoints(Math.abs(by.value)),
    low: inPoints(Math.abs(by.value) - by.half),
    high: inPoints(Math.abs(by.value) + by.half),
  });
}
