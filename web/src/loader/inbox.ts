import { openOrCreate, put } from '../shared/idb';
import { databaseName } from '../shared/names';
import type { InboxChoice } from '../shared/types';

/** Leaves a choice for the engine; resolves once it would survive a loss of power. */
export async function leaveChoice(profile: string, choice: InboxChoice): Promise<void> {
  const db = await openOrCreate(databaseName(profile));
  try {
    await put(db, 'inbox', choice, { durability: 'strict' });
  } finally {
    db.close();
  }
}
