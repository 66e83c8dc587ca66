import { openExisting, result } from '../../../web/src/shared/idb';
import { databaseName } from '../../../web/src/shared/names';
import { fetchProduct, openProduct } from './product';

/** Milliseconds from everything fetched to a profile that answers. */
export async function openTime(profile: string): Promise<number> {
  await fetchProduct();
  const began = performance.now();
  await openProduct(profile);
  return performance.now() - began;
}

/** Milliseconds to open the same profile's database and read its journal whole, and no more. */
export async function rawOpenTime(profile: string): Promise<number> {
  const began = performance.now();
  const db = await openExisting(databaseName(profile));
  if (!db) throw new Error(`${profile} has no database`);
  await result(db.transaction('journal').objectStore('journal').getAll());
  return performance.now() - began;
}
