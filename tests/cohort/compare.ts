import type { Figure, Insights, TrueFigure, Truth } from './figures';
import { halfWidth, mechanismOf, needed, variance } from './mechanism';

const PPM = 1e6;
/** Standard errors that chance may make of a difference: once in 16,000 times it makes more. */
const CHANCE = 4;

/** All released figures of one number of symbols and one r. */
export interface Accuracy {
  symbols: number;
  odds: [num: number, den: number];
  figures: number;
  /** Of the cells, in percentage points, before projection: found, and by the closed form. */
  rmse: number;
  closedForm: number;
  /** By how much the former may differ from the latter, of itself. */
  tolerance: number;
  /** Of the 95 % intervals, those that hold the truth. */
  covered: number;
  ok: boolean;
}

export interface Comparison {
  released: number;
  withheld: number;
  accuracy: Accuracy[];
  /** Where the server did not do as the formulas say. */
  faults: string[];
}

const nameOf = ({ metric, course, part }: TrueFigure | Figure) => `${metric}/${course}/${part}`;

/** What is wrong with how a figure is shown or withheld. */
function* faultsOf(figure: Figure, { reports }: TrueFigure, limit: number): Generator<string> {
  const [num, den] = figure.odds;
  const mechanism = mechanismOf(figure.symbols, num / den);
  const least = Math.max(figure.min_batch, 5 * figure.symbols, needed(mechanism, limit));
  const width = Math.round(halfWidth(mechanism, reports) * PPM);
  if (figure.size !== mechanism.size) yield `size ${figure.size}, not ${mechanism.size}`;
  if (figure.learners !== reports) yield `${figure.learners} learners, but ${reports} reports`;
  if (figure.needed !== least) yield `needs ${figure.needed}, not ${least}`;
  if (reports > 0 && Math.abs(figure.half_width_ppm - width) > 1)
    yield `half-width ${figure.half_width_ppm}, not ${width}`;
  const state = reports >= least ? 'released' : 'withheld';
  if (figure.state !== state) yield `${figure.state}, not ${state}`;
  if ((figure.cells !== undefined) !== (state === 'released')) yield `cells where ${state}`;
}

class Group {
  #squares = 0;
  #variances = 0;
  #cells = 0;
  #covered = 0;
  #freedom = 0;
  #figures = 0;

  constructor(
    readonly symbols: number,
    readonly odds: [number, number],
  ) {}

  add(figure: Figure, truth: TrueFigure): void {
    const mechanism = mechanismOf(this.symbols, this.odds[0] / this.odds[1]);
    for (const [i, { estimate_ppm, low_ppm, high_ppm }] of (figure.cells ?? []).entries()) {
      const known = truth.cells[i] ?? 0;
      this.#squares += ((estimate_ppm - known) / PPM) ** 2;
      this.#variances += variance(mechanism, known / PPM) / figure.learners;
      if (low_ppm <= known && known <= high_ppm) this.#covered += 1;
      this.#cells += 1;
    }
    this.#freedom += this.symbols - 1;
    this.#figures += 1;
  }

  accuracy(): Accuracy {
    const [rmse, closedForm] = [this.#squares, this.#variances].map(
      (sum) => 100 * Math.sqrt(sum / this.#cells),
    ) as [number, number];
    const tolerance = CHANCE / Math.sqrt(2 * this.#freedom);
    const { symbols, odds } = this;
    return {
      symbols,
      odds,
      figures: this.#figures,
      rmse,
      closedForm,
      tolerance,
      covered: this.#covered / this.#cells,
      ok: Math.abs(rmse / closedForm - 1) <= tolerance,
    };
  }
}

/** `limit`: the policy's half-width, as a fraction. */
export function compare(insights: Insights, truth: Truth, limit: number): Comparison {
  const found = new Map(insights.figures.map((figure) => [nameOf(figure), figure]));
  const groups = new Map<string, Group>();
  const faults: string[] = [];
  let released = 0;
  for (const known of truth.figures) {
    const figure = found.get(nameOf(known));
    if (!figure) {
      faults.push(`${nameOf(known)}: is not there`);
      continue;
    }
    for (const fault of faultsOf(figure, known, limit)) faults.push(`${nameOf(known)}: ${fault}`);
    if (!figure.cells) continue;
    released += 1;
    const key = `${figure.symbols} ${figure.odds}`;
    const group = groups.get(key) ?? new Group(figure.symbols, figure.odds);
    groups.set(key, group);
    group.add(figure, known);
  }
  if (found.size !== truth.figures.length) faults.push(`${found.size} figures released`);
  const accuracy = [...groups.values()].map((group) => group.accuracy());
  return { released, withheld: truth.figures.length - released, accuracy, faults };
}

/** All was shown or withheld, and errs, as the formulas say. */
export const agrees = ({ faults, accuracy }: Comparison): boolean =>
  faults.length === 0 && accuracy.every(({ ok }) => ok);
