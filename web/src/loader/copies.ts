import { openExisting, result } from '../shared/idb';
import { databaseName, decisionKey, META } from '../shared/names';

/** Both copies of the decision text as they lie in storage. */
export interface Copies {
  local: string | null;
  stored: string | null;
  /** A choice waits for the engine. */
  waiting: boolean;
}

/** Reads without creating anything; what cannot be read counts as absent. */
export async function readCopies(profile: string): Promise<Copies> {
  const local = localCopy(decisionKey(profile));
  const read = await readStored(databaseName(profile)).catch(() => null);
  return { local, stored: null, waiting: false, ...read };
}

export function localCopy(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

async function readStored(name: string): Promise<Partial<Copies>> {
  const db = await openExisting(name);
  if (!db) return {};
  try {
    const transaction = db.transaction(['meta', 'inbox']);
    const [text, waiting] = await Promise.all([
      result<unknown>(transaction.objectStore('meta').get(META.decision)),
      result(transaction.objectStore('inbox').count()),
    ]);
    return { stored: typeof text === 'string' ? text : null, waiting: waiting > 0 };
  } finally {
    db.close();
  }
}
