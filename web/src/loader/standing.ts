import { has, inForce, narrower, parseDecision } from '../shared/decision';
import type { Choice } from '../shared/types';
import type { Copies } from './copies';

/** What stands in this document now. */
export interface Standing {
  choice: Choice;
  keys: string[];
  bits: number;
  gpc: number;
}

export const DENIED: Standing = { choice: 'unasked', keys: [], bits: 0, gpc: 0 };

/** What both copies allow under this policy at this time; null is for the engine to settle. */
export function agreedOn(
  { local, stored, waiting }: Copies,
  policy: string,
  now: number,
): Standing | null {
  if (waiting) return null;
  const read = (text: string | null) => inForce(parseDecision(text), policy, now);
  return narrower(read(local), read(stored));
}

/** The standing with what Global Privacy Control clears taken out. Only the exact value true counts. */
export function heeded({ choice, keys, bits, gpc }: Standing): Standing {
  const cleared = navigator.globalPrivacyControl === true ? gpc : 0;
  return { choice, keys, bits: bits & ~cleared, gpc };
}

export function allows(standing: Standing, category: string): boolean {
  return has(standing.keys, standing.bits, category);
}

export function same(a: Standing, b: Standing): boolean {
  return a.choice === b.choice && a.bits === b.bits && a.keys.join() === b.keys.join();
}
