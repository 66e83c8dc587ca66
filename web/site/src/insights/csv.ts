import type { Figure, Release } from './document';

/** What a part and a symbol of a figure are called. */
export type Names = (figure: Figure) => { part: string; symbol(i: number): string };

const HEAD = [
  ...['epoch', 'metric', 'course', 'part', 'part_name', 'symbol', 'symbol_name', 'state'],
  ...['learners', 'needed', 'estimate_ppm', 'low_ppm', 'high_ppm', 'share_ppm'],
  ...['mechanism', 'odds', 'epsilon_micro'],
];

/** A row for each cell, as RFC 4180 has it; one without numbers for a figure that is withheld. */
export function csvOf({ epoch, figures }: Release, names: Names): string {
  const rows = figures.flatMap((figure) => rowsOf(epoch, figure, names));
  return [HEAD, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

type Row = (string | number)[];

function rowsOf(epoch: number, figure: Figure, names: Names): Row[] {
  const { metric, course, part, learners, needed, mechanism, odds, epsilon_micro } = figure;
  const { part: title, symbol } = names(figure);
  const state = figure.cells ? 'released' : 'withheld';
  const row = (cell: Row, numbers: Row): Row => [
    ...[epoch, metric, course, part, title, ...cell, state, learners, needed],
    ...[...numbers, mechanism, odds.join(':'), epsilon_micro],
  ];
  if (!figure.cells) return [row(['', ''], ['', '', '', ''])];
  return figure.cells.map(({ estimate_ppm, low_ppm, high_ppm, share_ppm }, i) =>
    row([i, symbol(i)], [estimate_ppm, low_ppm, high_ppm, share_ppm]),
  );
}

function field(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
