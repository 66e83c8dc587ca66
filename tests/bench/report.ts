import { cpus, loadavg } from 'node:os';

/** The most that a figure may be, or the least. */
export type Budget = { most: number } | { least: number };

export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** Null where the design sets none. */
  budget: Budget | null;
  /** What others took in the same run, in the same unit. */
  peers: Record<string, number>;
}

export interface Options {
  json: boolean;
  /** A missed budget makes the exit status 1. */
  check: boolean;
}

/** What the figures were measured on. */
export interface Machine {
  processor: string;
  cores: number;
  /** Of the minute before. */
  load: number;
}

export function machine(): Machine {
  const processors = cpus();
  const [load = 0] = loadavg();
  return { processor: processors[0]?.model ?? '', cores: processors.length, load };
}

/** Prints figures as a table, or as JSON. */
export function print(
  subject: { browser: string } | { server: string },
  measuredOn: Machine,
  figures: readonly Figure[],
  { json, check }: Options,
): void {
  if (json) {
    const rows = figures.map((figure) => ({ ...figure, ok: isKept(figure) }));
    console.log(JSON.stringify({ ...subject, machine: measuredOn, figures: rows }, short, 2));
  } else {
    const { processor, cores, load } = measuredOn;
    console.log(`${Object.values(subject)}; ${processor}, ${cores} cores, load ${load}\n`);
    console.log(table(figures).join('\n'));
  }
  if (check && figures.some((figure) => isKept(figure) === false)) process.exitCode = 1;
}

function isKept({ value, budget }: Figure): boolean | null {
  if (budget === null) return null;
  return 'most' in budget ? value <= budget.most : value >= budget.least;
}

function table(figures: readonly Figure[]): string[] {
  const peers = [...new Set(figures.flatMap((figure) => Object.keys(figure.peers)))];
  const rows = [['', 'value', 'unit', 'budget', '', ...peers]];
  for (const figure of figures) {
    const others = peers.map((peer) => text(figure.peers[peer]));
    rows.push([figure.name, text(figure.value), figure.unit, ...judged(figure), ...others]);
  }
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map(([name = '', ...cells]) => {
    const [first = 0, ...others] = widths;
    const right = cells.map((cell, i) => cell.padStart(others[i] ?? 0));
    return [name.padEnd(first), ...right].join('  ').trimEnd();
  });
}

function judged(figure: Figure): [bound: string, verdict: string] {
  const { budget } = figure;
  if (budget === null) return ['', ''];
  const bound = 'most' in budget ? `≤ ${text(budget.most)}` : `≥ ${text(budget.least)}`;
  return [bound, isKept(figure) ? 'ok' : 'MISSED'];
}

const text = (value: number | undefined): string =>
  value === undefined ? '' : String(rounded(value));

const short = (_: string, value: unknown) => (typeof value === 'number' ? rounded(value) : value);

/** To three digits, whole numbers to all of theirs. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}
