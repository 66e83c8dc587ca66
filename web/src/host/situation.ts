/** What is told of a person's age, and asked about a decision. It throws no CarrelError. */
import type { Age } from '../shared/types';
import type { WireAge } from './module';

export { askParent, explain } from '../shared/reasons';

/** In the engine's order. */
const METHODS: readonly unknown[] = ['none', 'stated', 'account', 'school', 'parent', 'verified'];
const APPROVALS: readonly unknown[] = ['none', 'pending', 'refused', 'granted'];

const NONE: WireAge = { from: 0, below: 0, method: 0, approval: 0, country: '' };

/** As it crosses; what is no age becomes one that the engine refuses. */
export function packAge({ from, below = 0, method, country = '', approval }: Age): WireAge {
  const years = [from, below].every((n) => Number.isInteger(n) && n >= 0 && n <= 130);
  const by = METHODS.indexOf(method);
  const approved = approval === undefined ? 0 : APPROVALS.indexOf(approval);
  if (!years || by < 0 || approved < 0 || typeof country !== 'string') return NONE;
  return { from, below, method: by, approval: approved, country };
}
