import { visitPrefix } from '../shared/names';
import { fromBase64, toBase64 } from './base64';
import { access, keysOf } from './web-storage';

export interface TierWrite {
  local: boolean;
  key: string;
  remove: boolean;
  /** For the visit. */
  bytes: Uint8Array;
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
    else storage.setItem(name, local ? value : toBase64(bytes));
  }

  /** The frames of this visit by key; none where the browser denies its storage. */
  visit(): Map<string, Uint8Array> {
    try {
      const storage = access('sessionStorage');
      const keys = keysOf(storage, this.#visits);
      const frame = (key: string) => fromBase64(storage.getItem(key) ?? '');
      return new Map(keys.map((key) => [key.slice(this.#visits.length), frame(key)]));
    } catch {
      return new Map();
    }
  }

  /** The keys of the copies in localStorage that begin so. */
  copies(start: string): string[] {
    try {
      const keys = keysOf(access('localStorage'), this.#copies + start);
      return keys.map((key) => key.slice(this.#copies.length));
    } catch {
      return [];
    }
  }
}
