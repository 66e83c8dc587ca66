import type { Moment } from './module';

/** The present, with 128 bits of fresh entropy. */
export function moment(): Moment {
  const [e0 = 0, e1 = 0, e2 = 0, e3 = 0] = crypto.getRandomValues(new Uint32Array(4));
  return { now: Date.now(), e0, e1, e2, e3 };
}
