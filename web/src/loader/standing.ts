import { has, inForce, narrower, parseDecision } from '../shared/decision';
import type { Choice } from '../shared/types';
import type { Copies } from './copies';
import type { Names } from './names';

/** What stands in this document now. */
export interface Standing {
  choice: Choice;
  keys: string[];
  bits: number;
  gpc: number;
  ask?: boolean | undefined;
  dnt?: boolean | undefined;
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
export function heeded({ choice, keys, bits, gpc, dnt }: Standing): Standing {
  const { globalPrivacyControl, doNotTrack } = navigator;
  const signalled = globalPrivacyControl === true || (dnt && doNotTrack === '1');
  return { choice, keys, bits: signalled ? bits & ~gpc : bits, gpc, dnt };
}

/** With `!` before the key: it was decided on, and is not granted. */
export function allows({ choice, keys, bits }: Standing, key: string): boolean {
  if (!key.startsWith('!')) return has(keys, bits, key);
  const denied = key.slice(1);
  return choice !== 'unasked' && keys.includes(denied) && !has(keys, bits, denied);
}

/** A service that the policy declares counts alone, each of the categories otherwise. */
export function keysOf({ keys }: Standing, { category, service }: Names): string[] {
  return keys.includes(service.replace('!', '')) ? [service] : category.split(/[\s,]+/);
}

export function lets(standing: Standing, names: Names): boolean {
  return keysOf(standing, names).every((key) => allows(standing, key));
}

/** It is a decision; without keys one is still on its way. */
export function isKnown({ keys }: Standing): boolean {
  return keys.length > 0;
}

export function narrows(before: Standing, now: Standing): boolean {
  return before.keys.some((key) => allows(before, key) && !allows(now, key));
}

export function same(a: Standing, b: Standing): boolean {
  return a.choice === b.choice && a.bits === b.bits && a.keys.join() === b.keys.join();
}
