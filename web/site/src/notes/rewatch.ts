import type { Span } from '../watch-batch';

/** As the policy has it. */
export const SEGMENTS = 40;
/** Points of a segment that are looked at; half of them make it watched again. */
const POINTS = 8;

/** Finds the segments of a recording that are played a second time. Times are in milliseconds. */
export class Rewatch {
  readonly #seen = new Set<number>();
  readonly #again = new Set<number>();
  readonly #step: number;

  constructor(duration: number, watchedBefore: readonly Span[]) {
    this.#step = duration / (SEGMENTS * POINTS);
    for (const span of watchedBefore) for (const point of this.#points(span)) this.#seen.add(point);
  }

  /** What was played without a break; the segments, from 0, that are watched again by it. */
  play(span: Span): number[] {
    const segments: number[] = [];
    for (const point of this.#points(span)) {
      if (!this.#seen.has(point)) this.#seen.add(point);
      else if (!this.#again.has(point)) {
        this.#again.add(point);
        const segment = Math.floor(point / POINTS);
        if (this.#count(segment) === POINTS / 2) segments.push(segment);
      }
    }
    return segments;
  }

  /** Each is in the middle of a step: one that is played once is met once. */
  #points([from, to]: Span): number[] {
    const first = Math.max(0, Math.ceil(from / this.#step - 0.5));
    const end = Math.min(SEGMENTS * POINTS, Math.ceil(to / this.#step - 0.5));
    return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  }

  #count(segment: number): number {
    const points = Array.from({ length: POINTS }, (_, i) => segment * POINTS + i);
    return points.filter((point) => this.#again.has(point)).length;
  }
}
