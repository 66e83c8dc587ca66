import { committed, openExisting, result } from '../../shared/idb';
import {
  channelName,
  databaseName,
  type Ending,
  snapshotLockName,
  snapshotMount,
} from '../../shared/names';
import { emptyWebStorage } from '../../shared/web-entries';

/** For a tab that is frozen with a database open, or in the midst of a snapshot. */
const PATIENCE_MS = 1500;

/** Erases all that this browser holds of a profile. Its engines end, in all tabs. */
export async function forget(profile: string): Promise<void> {
  endEngines(profile, 'forgotten');
  await erase(profile);
}

/** Tells the profile's engines, this document's too. */
export function endEngines(profile: string, how: Ending): void {
  const channel = new BroadcastChannel(channelName(profile));
  channel.postMessage(how);
  channel.close();
}

/**
 * Resolves to false, nothing erased, where the journal has frames that come after `newest`.
 * Emptying waits for nobody; a database that somebody keeps open is deleted once he closes it.
 */
export async function erase(profile: string, newest = Number.POSITIVE_INFINITY): Promise<boolean> {
  const [records, snapshots] = [databaseName(profile), snapshotMount(profile)];
  const isOld = async (transaction: IDBTransaction) => {
    const last = await result(transaction.objectStore('journal').openKeyCursor(null, 'prev'));
    if (Number(last?.key ?? 0) > newest) return false;
    emptyWebStorage(profile);
    return true;
  };
  if (!(await emptied(records, isOld))) return false;
  await inTurn(snapshotLockName(profile), () => emptied(snapshots));
  await Promise.all([deleted(records), deleted(snapshots)]);
  // By now every engine has ended: what it was about to copy here has come.
  emptyWebStorage(profile);
  return true;
}

async function emptied(name: string, mayGo = async (_: IDBTransaction) => true): Promise<boolean> {
  const db = await openExisting(name);
  if (!db) return true;
  try {
    const stores = [...db.objectStoreNames];
    const transaction = db.transaction(stores, 'readwrite', { durability: 'strict' });
    if (!(await mayGo(transaction))) return false;
    for (const store of stores) transaction.objectStore(store).clear();
    await committed(transaction);
    return true;
  } finally {
    db.close();
  }
}

async function inTurn(lock: string, task: () => Promise<unknown>): Promise<void> {
  const { locks } = navigator;
  const patience = { signal: AbortSignal.timeout(PATIENCE_MS) };
  const turn = locks ? locks.request(lock, patience, task) : task();
  await turn.catch((error: unknown) => {
    if ((error as Error | null)?.name !== 'TimeoutError') throw error;
    return task();
  });
}

/** Resolves once it is deleted, or has been asked for long enough: it is empty. */
function deleted(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const deleting = indexedDB.deleteDatabase(name);
    deleting.onsuccess = () => resolve();
    deleting.onerror = () => reject(deleting.error);
    deleting.onblocked = () => setTimeout(resolve, PATIENCE_MS);
  });
}
