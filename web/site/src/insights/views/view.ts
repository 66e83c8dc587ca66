import { filled } from '../../texts';
import type { Answer, Value } from '../answers';
import type { Context } from '../context';
import { ends, inPoints, interval, percent } from '../format';
import type { Label, Labels } from '../labels';
import { say } from '../say';
import { differs, type Estimate, isTold } from '../statistics';

/** One estimate in a plot and in the table beside it. */
export interface Mark extends Label, Value {
  learners: number;
  needed: number;
  withheld: boolean;
  /** For the table's further column. */
  extra?: string;
}

export type Form = 'rows' | 'columns' | 'line' | 'strip' | 'grid';

export interface Plot {
  title: string;
  /** Of the table's first column. */
  head: string;
  form: Form;
  marks: Mark[];
  finding?: string;
  /** Head of the table's further column. */
  extra?: string;
  /** How far the axis goes at least. */
  top?: number;
}

/** What is shown under one question. */
export interface View {
  /** The answer in a sentence or two. */
  finding: string;
  plots: Plot[];
}

export interface Scene {
  /** Of the question's parts, of which one at least is released. */
  answers: Answer[];
  labels: Labels;
  context: Context;
}

export type Viewer = (scene: Scene) => View;

export function mark(label: Label, value: Value, { figure, released }: Answer): Mark {
  const { learners, needed } = figure;
  return { ...label, ...value, learners, needed, withheld: !released };
}

/** A mark for each cell of a figure but for the first symbol, which means nothing. */
export function cellMarks(answer: Answer, labels: Labels): Mark[] {
  const symbols = Array.from({ length: answer.figure.symbols - 1 }, (_, i) => i + 1);
  return symbols.map((symbol) => mark(labels.symbol(symbol), answer.cell(symbol), answer));
}

/** A mark for one symbol of each part. */
export const partMarks = (answers: Answer[], labels: Labels, symbol = 1): Mark[] =>
  answers.map((answer) => mark(labels.part(answer.figure.part), answer.cell(symbol), answer));

/** How far along the axis a mark reaches. */
const reach = ({ shown, estimate, truth }: Mark): number =>
  Math.max(shown ?? 0, truth ?? 0, estimate ? ends(estimate)[1] : 0);

export const topOf = (marks: Mark[]): number => Math.max(0, ...marks.map(reach));

/** Plots that are compared have axes of one length. */
export function onOneScale(plots: Plot[]): Plot[] {
  const top = Math.max(0, ...plots.map(({ marks }) => topOf(marks)));
  return plots.map((plot) => ({ ...plot, top }));
}

/** The greatest first; what is withheld comes last. */
export const sorted = <M extends Mark>(marks: M[]): M[] =>
  [...marks].sort((a, b) => (b.shown ?? -1) - (a.shown ?? -1));

/** The greatest of those that can be told from zero. */
export function greatest<M extends Mark>(marks: M[]): M | undefined {
  return sorted(marks).find(({ estimate }) => estimate && isTold(estimate));
}

/** “12 % (95 %: 10 % – 14 %)” */
export function inWords({ shown, estimate }: Value): string {
  if (shown === null || !estimate) return say.unsaid;
  return filled(say.value, { value: percent(shown), interval: interval(estimate) });
}

export const quoted = (title: string): string => filled(say.quoted, { title });

/** What is said of the greatest mark. */
export function ofGreatest(template: string, marks: Mark[]): string {
  const found = greatest(marks);
  if (!found) return say.findings.none;
  return filled(template, { title: quoted(found.full), value: inWords(found) });
}

/** Whether one is more than the other, and by how much; `more` says of what. */
export function compared(more: string, one: string, other: string, by: Estimate | null): string {
  const { equal, unequalUnknown } = say.findings;
  if (!by) return filled(unequalUnknown, { one: quoted(one), other: quoted(other) });
  const [first, second, { value, half }] =
    by.value >= 0 ? [one, other, by] : [other, one, { ...by, value: -by.value }];
  return filled(differs(by) ? more : equal, {
    one: quoted(first),
    other: quoted(second),
    points: inPoints(value),
    low: inPoints(value - half),
    high: inPoints(value + half),
  });
}
