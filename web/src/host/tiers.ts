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

  /** The frames of this visit; none where the browser denies its storage. */
  visit(): Uint8Array[] {
    try {
      const storage = access('sessionStorage');
      return keysOf(storage, this.#visits).map((key) => fromBase64(storage.getItem(key) ?? ''));
    } catch {
      return [];
    }
  }
}
