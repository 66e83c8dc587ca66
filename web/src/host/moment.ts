import type { Moment } from './module';

/** Words of entropy that a moment carries, and those that are drawn at once. */
const WORDS = 4;
const DRAWN = 64 * WORDS;

const pool = new Uint32Array(DRAWN);
let used = DRAWN;

/** The present, with 128 bits of entropy that no other moment has. */
export function moment(): Moment {
  if (used === DRAWN) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const [e0 = 0, e1 = 0, e2 = 0, e3 = 0] = pool.subarray(used, used + WORDS);
  pool.fill(0, used, used + WORDS);
  used += WORDS;
  return { now: Date.now(), e0, e1, e2, e3 };
}
