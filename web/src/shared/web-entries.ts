import { visitPrefix, webPrefix } from './names';

type Place = 'localStorage' | 'sessionStorage';

/** Empties this tab's visit to a profile. */
export function emptyVisit(profile: string): void {
  remove('sessionStorage', visitPrefix(profile));
}

/** Removes what this tab and localStorage hold of a profile. */
export function emptyWebStorage(profile: string): void {
  remove('sessionStorage', webPrefix(profile));
  remove('localStorage', webPrefix(profile));
}

function remove(place: Place, prefix: string): void {
  try {
    const storage = globalThis[place];
    for (const key of Object.keys(storage)) if (key.startsWith(prefix)) storage.removeItem(key);
  } catch {
    // Storage that is denied holds nothing.
  }
}
