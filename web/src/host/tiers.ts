import { visitPrefix } from '../shared/names';
import { fromBase64, toBase64 } from './base64';
import { CarrelError } from './errors';

export interface TierWrite {
  local: boolean;
  key: string;
  remove: boolean;
  /** For the visit. */
  bytes: Uint8Array | null;
  /** For localStorage. */
  value: string;
}

/** The visit in sessionStorage, and the copies in localStorage. */
export class Tiers {
  readonly #visits: string;
  readonly #copies: string;

  constructor(profile: string) {
    this.#visits = visitPrefix(profile);
    this.#copies = `carrel/${profile}/`;
  }

  put({ local, key, remove, bytes, value }: TierWrite): void {
    const storage = local ? access('localStorage') : access('sessionStorage');
    const name = (local ? this.#copies : this.#visits) + key;
    if (remove) storage.removeItem(name);
    else storage.setItem(name, local ? value : toBase64(bytes ?? new Uint8Array()));
  }

  /** The frames of this visit; none where the browser denies its storage. */
  visit(): Uint8Array[] {
    try {
      const storage = access('sessionStorage');
      return keysOf(storage)
        .filter((key) => key.startsWith(this.#visits))
        .map((key) => fromBase64(storage.getItem(key) ?? ''));
    } catch {
      return [];
    }
  }
}

function keysOf(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');
}

/** Reading the property itself throws where storage is denied. */
function access(name: 'localStorage' | 'sessionStorage'): Storage {
  try {
    const storage = globalThis[name];
    if (storage) return storage;
  } catch {}
  throw new CarrelError('unavailable');
}
