import { openExisting, put, result } from '../../shared/idb';
import { databaseName, META } from '../../shared/names';
import type { DeviceRoom } from '../../shared/types';

/** What the browser says of this site's storage; nothing where it says nothing. */
export async function room(): Promise<DeviceRoom> {
  // Absent outside a secure context.
  const storage: StorageManager | undefined = navigator.storage;
  const [persisted = false, estimate = {} as StorageEstimate, perhapsPrivate = false] =
    await Promise.all([
      storage?.persisted?.().catch(() => false),
      storage?.estimate?.().catch((): StorageEstimate => ({})),
      storage && refusesFiles(storage),
    ]);
  return { persisted, usage: estimate.usage ?? 0, quota: estimate.quota ?? 0, perhapsPrivate };
}

/** Firefox and Safari refuse it in private windows, Chromium does not; see docs/guide/saved.md. */
async function refusesFiles(storage: StorageManager): Promise<boolean> {
  if (!storage.getDirectory) return false;
  return storage.getDirectory().then(
    () => false,
    () => true,
  );
}

/** Not before the person has done something here: a browser may put the question to them. */
export async function askToPersist(profile: string): Promise<void> {
  const { storage, userActivation } = navigator;
  if (!storage?.persist || userActivation?.hasBeenActive === false) return;
  if (!(await storage.persisted()) && (await isFirst(profile))) await storage.persist();
}

/** Where nothing is stored there is nothing to ask for. */
async function isFirst(profile: string): Promise<boolean> {
  const db = await openExisting(databaseName(profile));
  if (!db) return false;
  try {
    if (await result(db.transaction('meta').objectStore('meta').get(META.asked))) return false;
    await put(db, 'meta', true, { key: META.asked, durability: 'relaxed' });
    return true;
  } finally {
    db.close();
  }
}
