import type { AtRest } from '../host/at-rest';
import { result } from '../shared/idb';
import { LEDGER, META } from '../shared/names';
import { Ledger } from './ledger';

/** The ledger's bytes, and how they lie. */
export interface Held {
  lies: Uint8Array | undefined;
  /** Null where there are none, or they cannot be opened. */
  bytes: Uint8Array | null;
}

/** Where one profile's ledger lies, sealed as the profile is. */
export class LedgerStore {
  constructor(readonly atRest: AtRest) {}

  async read(): Promise<Held> {
    const cipher = await this.atRest.cipher();
    const lies = await this.atRest.plain.journal.meta(
      (meta) => result<Uint8Array | undefined>(meta.get(LEDGER)),
      undefined,
    );
    return { lies, bytes: (cipher && lies ? await cipher.open('frame', lies) : lies) ?? null };
  }

  /**
   * Resolves once they are durable. Null where what was read lies there no longer, or the profile's
   * encryption has changed meanwhile.
   */
  async replace(before: Held, bytes: Uint8Array): Promise<Held | null> {
    const cipher = await this.atRest.cipher();
    const lies = cipher ? await cipher.seal('frame', bytes) : bytes;
    const isPut = await this.atRest.plain.journal.metaMade(async (meta) => {
      const [now, seals] = [meta.get(LEDGER), meta.count(META.seal)];
      const isSealed = (await result(seals)) > 0;
      if (isSealed !== (cipher !== null) || String(now.result) !== String(before.lies))
        return false;
      meta.put(lies, LEDGER);
      return true;
    });
    return isPut ? { lies, bytes } : null;
  }
}

/** Changes the ledger, however often somebody else is sooner. */
export async function changeLedger(
  store: LedgerStore,
  change: (ledger: Ledger) => void,
): Promise<void> {
  for (let kept: Held | null = null; !kept; ) {
    const held = await store.read();
    const ledger = await Ledger.open(held.bytes);
    try {
      change(ledger);
      kept = await store.replace(held, ledger.bytes);
    } finally {
      ledger.close();
    }
  }
}
