import type { Named } from './peers';
import type { Answer, Stored } from './peers/answer';

/** Reads cookies first, then localStorage; what cannot be read is not there. */
export function storedHere(): Stored {
  const cookies = cookiesHere();
  return (name) => cookies.get(name) ?? local(name);
}

/**
 * What one of the peers has stored, with the end that the browser knows of its cookie. One that is
 * past its end is none.
 */
export async function answerOf(peers: readonly Named[], now: number): Promise<Answer | null> {
  const stored = storedHere();
  for (const { peer, key } of peers) {
    const answer = peer.read(stored, key);
    if (!answer) continue;
    const until = answer.until ?? (await endOf(key));
    if (until !== undefined && until <= now) return null;
    return until === undefined ? answer : { ...answer, until };
  }
  return null;
}

export function cookiesHere(): Map<string, string> {
  try {
    const pairs = document.cookie.split('; ').map((pair) => pair.split(/=(.*)/s));
    return new Map(pairs.map(([name = '', value = '']) => [name, value]));
  } catch {
    return new Map();
  }
}

function local(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** localStorage has no end; of a cookie only some browsers tell it. */
async function endOf(name: string): Promise<number | undefined> {
  if (!cookiesHere().has(name)) return Number.POSITIVE_INFINITY;
  const cookie = 'cookieStore' in window ? await cookieStore.get(name) : null;
  return (cookie as { expires?: number | null } | null)?.expires ?? undefined;
}
