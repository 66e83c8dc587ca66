import { has } from '../shared/decision';
import type { Choice } from '../shared/types';

/** What stands in this document now. */
export interface Standing {
  choice: Choice;
  keys: string[];
  bits: number;
  gpc: number;
}

export const DENIED: Standing = { choice: 'unasked', keys: [], bits: 0, gpc: 0 };

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
