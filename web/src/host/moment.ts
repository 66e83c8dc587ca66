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
  return [Date.now(), drawn(), drawn(), drawn(), drawn()];
}

/** The next word, which is then no longer kept. */
function drawn(): number {
  const word = pool[used] ?? 0;
  pool[used++] = 0;
  return word;
}
