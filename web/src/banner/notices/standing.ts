import { explain } from '../../shared/reasons';
import type { Carrel, Reason } from '../../shared/types';
import type { Category, Purpose } from '../policy';

/** Reasons for which a switch cannot be moved. */
const FIXED: readonly Reason[] = [
  ...(['restricted', 'age_unknown', 'too_young', 'parent_pending', 'parent_refused'] as const),
];

/** What the engine knows of the purposes at this moment. */
export class Standing {
  readonly #reasons: ReadonlyMap<string, Reason>;
  readonly #granted: readonly string[];
  /** Purposes that are allowed. */
  readonly allowed: ReadonlySet<string>;
  /** Records of each purpose. */
  readonly counts = new Map<string, number>();
  /** Deleting is preselected on withdrawal. */
  readonly erases: boolean;

  constructor(carrel: Carrel, policy: string) {
    const decision = carrel.decision();
    const explained = explain(decision, policy);
    this.#reasons = new Map(explained.map(({ purpose, reason }) => [purpose, reason]));
    this.#granted = decision.grantedPurposes;
    this.allowed = new Set(explained.filter((e) => e.allowed).map((e) => e.purpose));
    this.erases = decision.erase;
    for (const { purpose, count } of carrel.stored())
      this.counts.set(purpose, (this.counts.get(purpose) ?? 0) + count);
  }

  reason({ key }: Purpose): Reason {
    return this.#reasons.get(key) ?? 'none';
  }

  /** Of purposes whose switch cannot be moved: whether they had been granted. */
  held({ purposes }: Category): Map<string, boolean> {
    const fixed = purposes.filter((purpose) => FIXED.includes(this.reason(purpose)));
    return new Map(fixed.map(({ key }) => [key, this.#granted.includes(key)]));
  }
}
