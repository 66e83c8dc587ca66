import type { Figure, FigurePart, Marked } from '../../src/shared/aggregate';
import { all } from './dom';
import { filled, texts } from './texts';

const { figures: said } = texts;
const words: Record<string, string> = said.words;

/** Titles of courses and lessons, which the page holds. */
const title = (key: string): string | undefined =>
  all('[data-word]', HTMLElement).find(({ dataset }) => dataset['word'] === key)?.textContent ??
  undefined;

/** A word of the policy, or several with a line between. */
function wordOf(key: string): string {
  const whole = title(key) ?? words[key];
  if (whole !== undefined) return whole;
  return key
    .split('_')
    .map((piece) => words[piece] ?? (/^\d+$/.test(piece) ? filled(said.ms, { n: piece }) : piece))
    .join(', ');
}

const numbered: Record<string, (n: number, of: number) => string> = {
  question_failed: (n) => filled(said.question, { n: String(n) }),
  weekly_subject: (n) => filled(said.week, { n: String(n) }),
  session_hour: (n) => filled(said.hour, { from: String(n - 1), to: String(n) }),
  rewatched: (n, of) => filled(said.place, { n: String(Math.round(((n - 1) / of) * 100)) }),
  click_cell: (n) =>
    filled(said.field, {
      row: String(Math.floor((n - 1) / 10) + 1),
      column: String(((n - 1) % 10) + 1),
    }),
};

const inNumbers = ({ metric, cells }: Figure, n: number): string =>
  numbered[metric]?.(n, cells) ?? String(n);

export function partName(figure: Figure, { key, part }: FigurePart): string {
  if (figure.parts.length === 1 && key === '') return said.all;
  return key ? wordOf(key) : inNumbers(figure, part + 1);
}

export function cellName(figure: Figure, { key, cell }: Marked): string {
  if (figure.cells === 1) return said.yes;
  return key ? wordOf(key) : inNumbers(figure, cell);
}

export function duration(seconds: number): string {
  const n = String(seconds < 60 ? seconds : Math.round(seconds / 60));
  return filled(seconds < 60 ? said.seconds : said.minutes, { n });
}
