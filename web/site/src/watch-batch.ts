export type Span = [from: number, to: number];

/** While a video plays, what was watched is kept each time that so much is new. */
const EVERY_MS = 5000;
/** As the policy has it. */
const MOST = 200;

/** Whole milliseconds, ascending, none empty, none touching another. */
export function spansOf(played: TimeRanges): Span[] {
  const spans: Span[] = [];
  for (let i = 0; i < played.length; i++) {
    const [from, to] = [played.start(i), played.end(i)].map((at) => Math.round(at * 1000)) as Span;
    const last = spans.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else if (from < to) spans.push([from, to]);
  }
  return spans;
}

const length = ([from, to]: Span): number => to - from;

/** Milliseconds that the spans have in all. */
export const lengthOf = (spans: Span[]): number =>
  spans.reduce((sum, span) => sum + length(span), 0);

/** Gathers what a page plays until it is worth a record. */
export class WatchBatch {
  #kept = 0;

  /** What is to be kept now: null where nothing is new or, unless it is the last chance, little. */
  due(played: TimeRanges, last: boolean): Span[] | null {
    const spans = spansOf(played);
    const fresh = lengthOf(spans) - this.#kept;
    if (fresh <= 0 || (fresh < EVERY_MS && !last)) return null;
    this.#kept += fresh;
    const longest = spans.sort((a, b) => length(b) - length(a)).slice(0, MOST);
    return longest.sort(([a], [b]) => a - b);
  }
}
