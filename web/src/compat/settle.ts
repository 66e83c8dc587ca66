import type { Category } from '../banner/policy';
import { pairs } from '../shared/pairs';
import type { Names } from './model';
import type { Answer } from './peers/answer';

const DAY_MS = 86_400_000;
const ALWAYS_ON = ['necessary', 'strictly_necessary', 'essential', 'c0001'];

/** What follows from a peer's answer. */
export type Outcome =
  /** All was refused: recorded as made at a time from which it ends no later than the peer's. */
  | { kind: 'refused'; at: number }
  /** All was refused, nobody knows when: nothing is asked while it is stored. */
  | { kind: 'held' }
  /** Something was granted: asked again, for these categories alone. */
  | { kind: 'again'; categories: string[] };

export interface Terms {
  categories: readonly Category[];
  /** How long a choice holds. */
  expiresDays: number;
  names: Names;
}

/** Null where the question is to be put as if nothing were stored. */
export function outcomeOf(answer: Answer, terms: Terms, now: number): Outcome | null {
  const granted = optional(answer.granted, terms);
  if (granted.length === 0) return refusal(answer, terms.expiresDays * DAY_MS, now);
  const categories = terms.categories
    .filter(({ key, required, purposes }) => {
      const keys = [key, ...purposes.map((purpose) => purpose.key)];
      return !required && keys.some((name) => granted.includes(name));
    })
    .map(({ key }) => key);
  return categories.length > 0 ? { kind: 'again', categories } : null;
}

function refusal({ at, until }: Answer, lasts: number, now: number): Outcome | null {
  if (at === undefined && until === undefined) return { kind: 'held' };
  const made = Math.min(at ?? now, now, (until ?? Number.POSITIVE_INFINITY) - lasts);
  return made + lasts > now ? { kind: 'refused', at: made } : null;
}

/** The granted names as the policy's keys, without what is always on. */
function optional(granted: readonly string[], { categories, names }: Terms): string[] {
  const required = categories
    .filter((category) => category.required)
    .flatMap(({ key, purposes }) => [key, ...purposes.map((purpose) => purpose.key)]);
  return granted
    .map((name) => names.get(name.toLowerCase()) ?? name.toLowerCase())
    .filter((name) => !ALWAYS_ON.includes(name) && !required.includes(name));
}

/** The pairs of `data-aliases`. */
export function namesOf(attribute: string): Names {
  return new Map(pairs(attribute).map(([theirs, ours = '']) => [theirs.toLowerCase(), ours]));
}
