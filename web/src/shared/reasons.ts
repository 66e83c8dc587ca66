import type { DecisionView, Explanation, Reason } from './types';

/** In the engine's order. */
const REASONS: readonly Reason[] = [
  ...(['none', 'required', 'restricted', 'age_unknown', 'too_young'] as const),
  ...(['parent_pending', 'parent_refused', 'not_asked', 'changed', 'decides_anew'] as const),
  ...(['expired', 'refused', 'signal', 'signal_of_place', 'without_choice', 'granted'] as const),
];
const ALLOWING: readonly Reason[] = ['required', 'without_choice', 'granted'];

/** Which rule decided on each purpose of the policy; an engine that has ended decides nothing. */
export function explain({ reasons }: DecisionView, policy: string): Explanation[] {
  const { purposes } = JSON.parse(policy) as { purposes: { key: string }[] };
  return purposes.map(({ key: purpose }, i) => {
    const reason = REASONS[reasons[i] ?? 0] ?? 'none';
    return { purpose, allowed: ALLOWING.includes(reason), reason };
  });
}

/** Tells the site that a parent has to be asked, where one has to. */
export function askParent(explanations: readonly Explanation[]): void {
  const purposes = explanations
    .filter(({ reason }) => reason === 'parent_pending')
    .map(({ purpose }) => purpose);
  if (purposes.length === 0) return;
  window.dispatchEvent(new CustomEvent('carrel:approval-needed', { detail: { purposes } }));
}
