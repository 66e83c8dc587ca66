import type { Session } from '../host/session';
import { explain } from '../shared/reasons';
import type { Carrel } from '../shared/types';
import type { Metric } from './metrics';

/** Which metrics may be told of, by the engine's word at the moment. */
export class Gate {
  constructor(
    readonly carrel: Pick<Carrel, 'decision'>,
    readonly session: Session,
    readonly policy: string,
  ) {}

  /** The engine has ended: its denial is nobody's withdrawal. */
  get ended(): boolean {
    return this.session.host.core.end !== '';
  }

  /** All stays here, whatever is chosen. */
  get isLocal(): boolean {
    return this.session.host.ports.transport === null;
  }

  allowing(): (metric: Metric) => boolean {
    const decision = this.carrel.decision();
    if (decision.onDeviceOnly || this.isLocal) return () => false;
    const explained = explain(decision, this.policy).filter(({ allowed }) => allowed);
    const allowed = new Set(explained.map(({ purpose }) => purpose));
    return ({ purposes }) => purposes.every((purpose) => allowed.has(purpose));
  }
}
