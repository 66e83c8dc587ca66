import { filled } from '../../texts';
import type { Answer } from '../answers';
import { number } from '../format';
import { duration, Labels } from '../labels';
import { say } from '../say';
import { quantile } from '../statistics';
import {
  cellMarks,
  greatest,
  mark,
  onOneScale,
  type Plot,
  quoted,
  type Scene,
  type View,
} from './view';

const { plots, findings } = say;

/** How long learners were at each lesson. The first symbol is hardly there or not at all. */
export function timeOnTask({ answers, labels }: Scene): View {
  const released = answers.filter((answer) => answer.released);
  const made = released.map((answer) => {
    const { full, short } = labels.part(answer.figure.part);
    const marks = [mark(labels.symbol(0), answer.cell(0), answer), ...cellMarks(answer, labels)];
    const median = quantile(answer.shares.slice(1), 0.5);
    const time = median === null ? say.unsaid : labels.symbol(median + 1).full;
    const plot: Plot = { title: full, head: plots.time.head, form: 'columns', marks };
    return { plot, said: filled(findings.named, { title: short, value: time }) };
  });
  const list = made.map(({ said }) => said).join(' · ');
  return {
    finding: filled(findings.medians, { first: duration(labels.metric.buckets?.[0] ?? 0), list }),
    plots: onOneScale(made.map(({ plot }) => plot)),
  };
}

const DEVICES = ['phone', 'tablet', 'desk'] as const;

/** Cells are classes of milliseconds, of each kind of device in turn. */
export function timing({ answers, labels }: Scene): View {
  const released = answers.filter((answer) => answer.released);
  const made = released.flatMap((answer) =>
    DEVICES.flatMap((device) => ofDevice(answer, labels, device) ?? []),
  );
  return { finding: '', plots: onOneScale(made) };
}

function ofDevice(answer: Answer, labels: Labels, device: (typeof DEVICES)[number]): Plot | null {
  const keys = labels.cells.filter((key) => key.startsWith(`${device}_`));
  const symbols = keys.map((key) => labels.symbolOf(key));
  if (symbols.length === 0) return null;
  const marks = symbols.map((symbol, i) =>
    mark(Labels.took(keys, i), answer.rate([symbol], symbols), answer),
  );
  const part = labels.part(answer.figure.part).full;
  const title = filled(plots.timing.title, { part, device: say.words.all[device] });
  const plot: Plot = { title, head: plots.timing.head, form: 'columns', marks };
  if (marks.every(({ estimate }) => estimate === null)) return plot;
  const shares = symbols.map((symbol) => answer.shares[symbol] ?? 0);
  const upTo = (share: number) => marks[quantile(shares, share) ?? -1]?.short ?? say.unsaid;
  const values = { half: upTo(0.5), most: upTo(0.75), all: upTo(0.95) };
  return { ...plot, finding: filled(findings.quantiles, values) };
}

/** For each subject its share in each week, which are the parts. */
export function weekly({ answers, labels }: Scene): View {
  const symbols = Array.from({ length: (answers[0]?.figure.symbols ?? 1) - 1 }, (_, i) => i + 1);
  const made = symbols.map((symbol): Plot => {
    const marks = answers.map((answer) =>
      mark(labels.part(answer.figure.part), answer.cell(symbol), answer),
    );
    const title = labels.symbol(symbol).full;
    return { title, head: plots.week.head, form: 'line', marks };
  });
  const all = made.flatMap(({ title, marks }) => marks.map((it) => ({ ...it, title })));
  const found = greatest(all);
  const shown = onOneScale(made);
  if (!found) return { finding: findings.none, plots: shown };
  const values = {
    title: quoted(found.title),
    week: found.short,
    n: number(Math.round((found.shown ?? 0) * found.learners)),
    learners: number(found.learners),
  };
  return { finding: filled(findings.studied, values), plots: shown };
}
