import type { Stores } from '../effects';
import type { Journal } from '../journal';
import type { Snapshots } from '../snapshots';
import type { Tiers } from '../tiers';
import { Cipher } from './cipher';
import { SealedJournal } from './journal';
import { lock, newDataKey, type SealRecord, unlock } from './passphrase';
import { SealedSnapshots } from './snapshots';
import { SealedTiers } from './tiers';

export interface PlainStores {
  journal: Journal;
  snapshots: Snapshots;
  tiers: Tiers;
}

/** What the stores are sealed with; null while they are plain. */
export interface Seal {
  cipher: Cipher | null;
}

/**
 * One profile's stores, sealed or, until they are encrypted and once they are decrypted again,
 * passed through. What fails for the passphrase resolves to a code.
 */
export class SealedStores implements Stores {
  readonly seal: Seal = { cipher: null };
  readonly journal: SealedJournal;
  readonly snapshots: SealedSnapshots;
  readonly tiers: SealedTiers;

  constructor(
    readonly profile: string,
    readonly plain: PlainStores,
  ) {
    this.journal = new SealedJournal(plain.journal, this.seal);
    this.snapshots = new SealedSnapshots(plain.snapshots, this.seal);
    this.tiers = new SealedTiers(plain.tiers, this.seal);
  }

  /** Opens them; where a change was cut short, it is undone or done to its end: all is sealed. */
  async unlock(record: unknown, passphrase: string): Promise<string> {
    const { fault, known } = judged(record);
    if (!known) return fault;
    const key = await unlock(known, this.profile, passphrase);
    if (!key) return 'wrong_passphrase';
    const cipher = new Cipher(key, this.profile);
    this.seal.cipher = cipher;
    if (known.mixed) await this.#finish(cipher, known);
    await this.tiers.hide();
    return '';
  }

  async encrypt(record: unknown, passphrase: string): Promise<string> {
    if (record) return 'encrypted';
    const key = await newDataKey();
    const made = await lock(key, this.profile, passphrase);
    const cipher = new Cipher(key, this.profile);
    const { journal, snapshots } = this.plain;
    await journal.adoptTail();
    await this.#alone(async () => {
      const seal = (frame: Uint8Array) => cipher.seal('frame', frame);
      await snapshots.rewrite({
        before: () => journal.rewrite(seal, { ...made, mixed: true }),
        change: (bytes) => cipher.seal('snapshot', bytes),
        after: () => journal.putSeal(made),
      });
      this.seal.cipher = cipher;
    });
    await this.tiers.hide();
    await this.journal.adoptTail();
    return '';
  }

  async changePassphrase(record: unknown, from: string, to: string): Promise<string> {
    const { fault, known } = judged(record);
    if (!known) return fault;
    const key = await unlock(known, this.profile, from, true);
    if (!key) return 'wrong_passphrase';
    await this.plain.journal.putSeal(await lock(key, this.profile, to));
    return '';
  }

  async decrypt(record: unknown, passphrase: string): Promise<string> {
    const { fault, known } = judged(record);
    if (!known) return fault;
    const key = await unlock(known, this.profile, passphrase);
    if (!key) return 'wrong_passphrase';
    const cipher = new Cipher(key, this.profile);
    const { journal, snapshots } = this.plain;
    await this.#alone(async () => {
      await snapshots.rewrite({
        before: () => journal.putSeal({ ...known, mixed: true }),
        // What cannot be opened is left as it is.
        change: async (file) => (await cipher.open('snapshot', file)) ?? file,
        after: () => journal.rewrite(async (frame) => (await cipher.open('frame', frame)) ?? frame),
      });
      await this.tiers.reveal();
      this.seal.cipher = null;
    });
    return '';
  }

  #finish(cipher: Cipher, record: SealRecord): Promise<void> {
    const { journal, snapshots } = this.plain;
    return snapshots.rewrite({
      before: async () => {},
      change: async (file) => {
        const isSealed = (await cipher.open('snapshot', file)) !== null;
        return isSealed ? file : cipher.seal('snapshot', file);
      },
      after: () => journal.putSeal({ ...record, mixed: false }),
    });
  }

  /** Once what was given before is sealed and on its way; what is given meanwhile waits. */
  #alone(task: () => Promise<void>): Promise<void> {
    const { journal, snapshots, tiers } = this;
    return journal.turns.take(() => snapshots.turns.take(() => tiers.turns.take(task)));
  }
}

function judged(record: unknown): { fault: string; known: SealRecord | null } {
  if (!record) return { fault: 'not_encrypted', known: null };
  const known = record as SealRecord;
  return known.format === 1 ? { fault: '', known } : { fault: 'newer_format', known: null };
}
