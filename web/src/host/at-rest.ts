import type { Stores } from './effects';
import { CarrelError } from './errors';
import { failureOf } from './failure';
import type { Journal } from './journal';
import type { PlainStores, SealedStores } from './seal';

/** Most profiles are plain, and load nothing of this. */
const load = () => import('./seal.js');

/** How one profile's records lie in storage: plain, or sealed with a key under a passphrase. */
export class AtRest {
  #sealed: Promise<SealedStores> | undefined;

  constructor(
    readonly profile: string,
    readonly plain: PlainStores,
    /** Those in use, which become the sealed ones. */
    readonly used: Stores,
  ) {}

  /** Before anything else is read. */
  async unlock(passphrase?: string): Promise<void> {
    const record = await recordIn(this.plain.journal);
    if (!record && passphrase === undefined) return;
    if (record && passphrase === undefined) throw new CarrelError('passphrase_needed');
    const sealed = await this.#stores();
    judge(await sealed.unlock(record, passphrase ?? ''));
    this.#use(sealed);
  }

  async encrypt(passphrase: string): Promise<void> {
    const sealed = await this.#stores();
    this.#use(sealed);
    judge(await sealed.encrypt(await recordIn(this.plain.journal), passphrase));
  }

  async changePassphrase(from: string, to: string): Promise<void> {
    const sealed = await this.#stores();
    judge(await sealed.changePassphrase(await recordIn(this.plain.journal), from, to));
  }

  async decrypt(passphrase: string): Promise<void> {
    const sealed = await this.#stores();
    judge(await sealed.decrypt(await recordIn(this.plain.journal), passphrase));
  }

  /** What is sealed now is sealed with; null where the profile is plain. */
  async cipher(): Promise<SealedStores['seal']['cipher']> {
    return (await this.#sealed)?.seal.cipher ?? null;
  }

  #stores(): Promise<SealedStores> {
    // Without a secure context there is no WebCrypto.
    if (!crypto.subtle) throw new CarrelError('unavailable', 'passphrase');
    this.#sealed ??= load().then((seal) => new seal.SealedStores(this.profile, this.plain));
    return this.#sealed;
  }

  #use({ journal, snapshots, tiers }: SealedStores): void {
    Object.assign(this.used, { journal, snapshots, tiers });
  }
}

/** Storage that is denied holds nothing. */
async function recordIn(journal: Journal): Promise<unknown> {
  return journal.sealed().catch((error: unknown) => {
    if (failureOf(error) === 'unavailable') return undefined;
    throw error;
  });
}

function judge(code: string): void {
  if (code) throw new CarrelError(code, 'passphrase');
}
