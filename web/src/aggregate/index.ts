import type { Session } from '../host/session';
import type { Carrel } from '../shared/types';
import { Aggregates } from './aggregate';
import { planOf } from './metrics';
import type { Refusals } from './refusals';

/** What `openAggregate` is given. */
export interface Surroundings {
  carrel: Carrel;
  session: Session;
  /** The policy's text. */
  policy: string;
  /** BCP 47 tag. */
  language: string;
  refuse: Refusals;
}

export function openAggregate({ carrel, policy, language, refuse }: Surroundings): Aggregates {
  const plan = planOf(policy, language);
  return new Aggregates(carrel, plan, refuse, async () => ({ debits: [], epsilon: 0 }));
}
