import type { Session } from '../host/session';
import type { Carrel } from '../shared/types';
import { Aggregates } from './aggregate';
import { Gate } from './gate';
import { planOf } from './metrics';
import type { Refusals } from './refusals';
import { Reporter } from './reporter';
import { LedgerStore } from './store';

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

/** The metrics of one profile; where anything may ever be sent, also reports what is due. */
export function openAggregate(around: Surroundings): Aggregates {
  const { carrel, session, policy, language, refuse } = around;
  const plan = planOf(policy, language);
  const store = new LedgerStore(session.atRest);
  const gate = new Gate(carrel, session, policy);
  if (plan && !gate.isLocal) whenIdle(() => new Reporter(carrel, gate, plan, store).start());
  return new Aggregates(carrel, plan, store, refuse);
}

/** Not every browser says when it is. */
function whenIdle(task: () => void): void {
  const { requestIdleCallback } = globalThis as Partial<typeof globalThis>;
  if (requestIdleCallback) requestIdleCallback(task);
  else setTimeout(task, 1000);
}
