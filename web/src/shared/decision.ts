import { crc32c } from './crc32c';
import type { Choice } from './types';

/** A decision as the engine caches it; bit i of `bits` and `gpc` belongs to `keys[i]`. */
export interface Decision {
  policy: string;
  until: number;
  choice: Choice;
  keys: string[];
  bits: number;
  gpc: number;
  ask?: boolean;
  dnt?: boolean;
}

const SUMMED = /^(\{"format":1,.*),"sum":"([0-9a-f]{8})"\}$/s;

/** Reads a decision text; null where it is absent, damaged or of another format. */
export function parseDecision(text: unknown): Decision | null {
  const [, head, sum] = (typeof text === 'string' && SUMMED.exec(text)) || [];
  if (head === undefined || crc32c(`${head}}`) !== sum) return null;
  try {
    return JSON.parse(`${head}}`) as Decision;
  } catch {
    return null;
  }
}

/** The category's bit is set in `mask`. */
export function has(keys: readonly string[], mask: number, category: string): boolean {
  const index = keys.indexOf(category);
  return index >= 0 && (mask & (1 << index)) !== 0;
}

/** The decision where it holds for this policy at this time; null denies everything. */
export function inForce(decision: Decision | null, policy: string, now: number): Decision | null {
  return decision && decision.policy === policy && now < decision.until ? decision : null;
}

/** What both copies of a decision grant. */
export function narrower(a: Decision | null, b: Decision | null): Decision | null {
  if (!a || !b || a.keys.join() !== b.keys.join()) return null;
  return { ...b, bits: a.bits & b.bits, gpc: a.gpc | b.gpc, dnt: a.dnt || b.dnt || false };
}
