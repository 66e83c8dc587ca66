import type { Tiers, TierWrite } from '../tiers';
import type { Cipher } from './cipher';
import type { Seal } from './stores';
import { Turns } from './turns';

/** Names of plain entries have one, those of sealed ones none. */
const SLASH = '/';
const NONE = { local: false, remove: false, bytes: new Uint8Array(), value: '' };

const [encoder, decoder] = [new TextEncoder(), new TextDecoder()];

/**
 * The visit, sealed: a name in sessionStorage is random, what it stands for is sealed with its
 * frame. Of localStorage only the decision cache is written, which is plain: the loader reads it.
 */
export class SealedTiers {
  readonly turns = new Turns();
  /** In sessionStorage, by the engine's key. */
  readonly #names = new Map<string, string>();

  constructor(
    readonly plain: Tiers,
    readonly seal: Seal,
  ) {}

  async put(write: TierWrite): Promise<void> {
    if (!write.local) return this.turns.take(() => this.#put(write));
    if (this.seal.cipher && !write.remove && write.key.includes(SLASH)) return;
    this.plain.put(write);
  }

  async visit(): Promise<Map<string, Uint8Array>> {
    const { cipher } = this.seal;
    if (!cipher) return this.plain.visit();
    const held = new Map<string, Uint8Array>();
    for (const [name, bytes] of this.plain.visit()) {
      const [key, frame] = split(await cipher.open('visit', bytes));
      if (!key) continue;
      held.set(key, frame);
      this.#names.set(key, name);
    }
    return held;
  }

  /** Seals what is plain, and removes the copies. */
  async hide(): Promise<void> {
    for (const [key, bytes] of this.plain.visit()) {
      if (!key.includes(SLASH)) continue;
      await this.put({ ...NONE, key, bytes });
      this.plain.put({ ...NONE, key, remove: true });
    }
    for (const key of this.plain.copies('pref/'))
      this.plain.put({ ...NONE, local: true, key, remove: true });
  }

  /** Makes plain what is sealed. */
  async reveal(): Promise<void> {
    for (const [key, bytes] of await this.visit()) {
      this.plain.put({ ...NONE, key, bytes });
      this.#remove(key);
    }
  }

  async #put(write: TierWrite): Promise<void> {
    const { cipher } = this.seal;
    if (!cipher) this.plain.put(write);
    else if (write.remove) this.#remove(write.key);
    else await this.#seal(cipher, write);
  }

  async #seal(cipher: Cipher, { key, bytes }: TierWrite): Promise<void> {
    const name = this.#names.get(key) ?? crypto.randomUUID();
    this.#names.set(key, name);
    const sealed = await cipher.seal('visit', joined(key, bytes));
    this.plain.put({ ...NONE, key: name, bytes: sealed });
  }

  #remove(key: string): void {
    const name = this.#names.get(key);
    if (name) this.plain.put({ ...NONE, key: name, remove: true });
    this.#names.delete(key);
  }
}

/** A key has no byte 0. */
function joined(key: string, frame: Uint8Array): Uint8Array {
  const head = encoder.encode(`${key}\0`);
  const both = new Uint8Array(head.length + frame.length);
  both.set(head);
  both.set(frame, head.length);
  return both;
}

function split(both: Uint8Array | null): [key: string, frame: Uint8Array] {
  const end = both?.indexOf(0) ?? -1;
  if (!both || end < 0) return ['', new Uint8Array()];
  return [decoder.decode(both.subarray(0, end)), both.slice(end + 1)];
}
