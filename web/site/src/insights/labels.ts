import { clock, filled, language } from '../texts';
import { type Context, type Metric, type Vocabulary, wordsOf } from './context';
import { entry, say } from './say';

/** The name of a part or of a cell: in a table, and in a plot where room is dear. */
export interface Label {
  full: string;
  short: string;
}

/** The words of one metric go before those of all. */
const WORDS: Record<string, Record<string, string>> = say.words;

const same = (text: string): Label => ({ full: text, short: text });

/** With the largest unit that gives a whole number. */
export function duration(seconds: number): string {
  const { second, minute, hour } = say.units;
  const text = (unit: string, n: number) => filled(unit, { n: String(n) });
  if (seconds % 3600 === 0) return text(hour, seconds / 3600);
  return seconds % 60 === 0 ? text(minute, seconds / 60) : text(second, seconds);
}

function milliseconds(ms: number): string {
  const n = new Intl.NumberFormat(language).format(ms >= 1000 ? ms / 1000 : ms);
  return filled(ms >= 1000 ? say.units.second : say.units.millisecond, { n });
}

/** From one threshold to the next; without the first of them from nothing on. */
function range(show: (bound: number) => string, from?: number, to?: number): string {
  const { below, between, above } = say.range;
  const bounds = {
    from: from === undefined ? '' : show(from),
    to: to === undefined ? '' : show(to),
  };
  if (from === undefined) return filled(below, bounds);
  return filled(to === undefined ? above : between, bounds);
}

/** What the parts and symbols of one metric, in one course or on the site, are called. */
export class Labels {
  readonly #words: { parts: Vocabulary; cells: Vocabulary };

  constructor(
    readonly context: Context,
    readonly metric: Metric,
    readonly course: string,
  ) {
    this.#words = wordsOf(metric, course);
  }

  /** The symbol of a cell's key; 0 where there is none such. */
  symbolOf(key: string): number {
    const { cells } = this.#words;
    return typeof cells === 'number' ? 0 : cells.indexOf(key) + 1;
  }

  /** The keys of the cells, where they have any. */
  get cells(): string[] {
    return typeof this.#words.cells === 'number' ? [] : this.#words.cells;
  }

  symbol(symbol: number): Label {
    const { buckets } = this.metric;
    if (symbol === 0)
      return { full: this.#nothing(), short: buckets ? `<\u00a0${duration(buckets[0] ?? 0)}` : '' };
    if (buckets) return Labels.#lasted(buckets[symbol - 1], buckets[symbol]);
    return this.#named(this.#words.cells, symbol - 1);
  }

  part(part: number): Label {
    return this.#named(this.#words.parts, part);
  }

  static #lasted(from = 0, to?: number): Label {
    const short = to === undefined ? `≥\u00a0${duration(from)}` : `<\u00a0${duration(to)}`;
    return { full: range(duration, from, to), short };
  }

  /** The time that the i-th of several classes of milliseconds means, `until_2500` or `more`. */
  static took(keys: string[], i: number): Label {
    const bound = (key: string | undefined) => Number(/_(\d+)$/.exec(key ?? '')?.[1] ?? Number.NaN);
    const to = bound(keys[i]);
    const from = bound(keys[i - 1]);
    const known = (ms: number) => (Number.isNaN(ms) ? undefined : ms);
    if (known(from) === undefined && known(to) === undefined) return same(keys[i] ?? '');
    return {
      full: range(milliseconds, known(from), known(to)),
      short:
        known(to) === undefined ? `>\u00a0${milliseconds(from)}` : `≤\u00a0${milliseconds(to)}`,
    };
  }

  #nothing(): string {
    const { nothing } = say;
    const first = duration(this.metric.buckets?.[0] ?? 0);
    return filled(entry<string>(nothing, this.metric.key) ?? nothing.other, { first });
  }

  #named(words: Vocabulary, i: number): Label {
    if (typeof words === 'number') return this.#counted(i, words);
    return this.#word(words[i] ?? String(i));
  }

  #word(key: string): Label {
    const { lessons, courses } = this.context;
    const lesson = this.metric.unit === 'course' ? entry(lessons, key) : undefined;
    if (lesson) return { full: lesson.title, short: lesson.kind };
    const n = Number(/^unit_(\d+)$/.exec(key)?.[1] ?? 0);
    if (n > 0) return this.#unit(n);
    const own: Record<string, string> = entry(WORDS, this.metric.key) ?? {};
    const word = entry(own, key) ?? entry<string>(say.words.all, key);
    return same(word ?? entry(courses, key)?.title ?? key.replaceAll('_', ' '));
  }

  #unit(n: number): Label {
    const { unit, unitFull } = say.counted;
    const short = filled(unit, { n: String(n) });
    const title = entry(this.context.courses, this.course)?.units[n - 1];
    return { short, full: title ? filled(unitFull, { n: String(n), title }) : short };
  }

  /** The i-th of a vocabulary that is a count. */
  #counted(i: number, count: number): Label {
    const n = String(i + 1);
    const { counted } = say;
    const text = this.context.questions[i];
    switch (this.metric.key) {
      case 'question_failed': {
        const short = filled(counted.question, { n });
        return { short, full: text ? filled(counted.questionFull, { n, text }) : short };
      }
      case 'weekly_subject':
        return { full: filled(counted.week, { n }), short: n };
      case 'session_hour': {
        const hour = (at: number) => `${String(at % 24).padStart(2, '0')}:00`;
        return { full: filled(counted.hour, { from: hour(i), to: hour(i + 1) }), short: String(i) };
      }
      case 'rewatched': {
        const at = (place: number) => clock((place / count) * this.context.lecture * 1000);
        return { full: `${at(i)} – ${at(i + 1)}`, short: at(i) };
      }
      case 'click_cell': {
        const side = Math.round(Math.sqrt(count));
        const [row, column] = [Math.floor(i / side) + 1, (i % side) + 1].map(String);
        const full = filled(counted.cell, { row: row ?? '', column: column ?? '' });
        return { full, short: `${row}/${column}` };
      }
      default:
        return same(filled(counted.other, { n }));
    }
  }
}
