import { tailPrefix } from '../shared/names';
import { fromBase64, toBase64 } from './base64';
import { access, keysOf } from './web-storage';

/** Characters of one tab's copy. */
const ROOM = 65_536;

/** A second net under what is on its way to the journal while the page may end: a copy of it. */
export class Tail {
  readonly #prefix: string;
  readonly #own: string;
  readonly #underway = new Set<Uint8Array>();
  #copied = false;

  constructor(profile: string) {
    this.#prefix = tailPrefix(profile);
    this.#own = this.#prefix + crypto.randomUUID();
  }

  /** These frames are under way until `work` has ended. */
  async during<T>(frames: readonly Uint8Array[], work: Promise<T>): Promise<T> {
    for (const frame of frames) this.#underway.add(frame);
    try {
      return await work;
    } finally {
      for (const frame of frames) this.#underway.delete(frame);
      if (this.#copied && this.#underway.size === 0) {
        this.#copied = false;
        this.remove([this.#own]);
      }
    }
  }

  /** Copies what is under way to localStorage, the newest first, as far as there is room. */
  copy(): void {
    const texts: string[] = [];
    let room = ROOM;
    for (const frame of [...this.#underway].reverse()) {
      const text = toBase64(frame);
      room -= text.length + 1;
      if (room < 0) break;
      texts.unshift(text);
    }
    if (texts.length === 0) return;
    try {
      access('localStorage').setItem(this.#own, texts.join(' '));
      this.#copied = true;
    } catch {
      // It is a copy: the journal's own write goes on.
    }
  }

  /** The copies that tabs have left, by key. */
  left(): Map<string, Uint8Array[]> {
    try {
      const storage = access('localStorage');
      const frames = (key: string) => (storage.getItem(key) ?? '').split(' ').map(fromBase64);
      return new Map(keysOf(storage, this.#prefix).map((key) => [key, frames(key)]));
    } catch {
      return new Map();
    }
  }

  remove(keys: Iterable<string> = this.left().keys()): void {
    try {
      const storage = access('localStorage');
      for (const key of keys) storage.removeItem(key);
    } catch {
      // Where nothing can be removed, nothing was copied.
    }
  }
}
