import { result, within } from '../../shared/idb';
import { META, numbered, PROOF } from '../../shared/names';
import type { ConsentRecord, CounterSignature, Receipt } from '../../shared/records';
import type { AtRest } from '../at-rest';
import type { KeyPair } from './device-key';

type Signed = Omit<Receipt, 'counter'>;
type Cipher = Awaited<ReturnType<AtRest['cipher']>>;

export interface Due {
  key: IDBValidKey;
  /** Null where it cannot be opened. */
  bytes: Uint8Array | null;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The chain of one profile, and what is still to be added to it; sealed as the profile is. */
export class ProofStore {
  constructor(readonly atRest: AtRest) {}

  /** In the order in which they were made. */
  async due(): Promise<Due[]> {
    const entries = await this.#entries(PROOF.due);
    return entries.map(([key, bytes]) => ({ key, bytes }));
  }

  async receipts(): Promise<Receipt[]> {
    const [records, counters] = [
      await this.#entries(PROOF.record),
      await this.#entries(PROOF.counter),
    ];
    const numbers = new Map(counters.map(([key, bytes]) => [numberIn(key), parsed(bytes)]));
    return records.map(([key, bytes]) => ({
      ...(parsed(bytes) as Signed),
      counter: (numbers.get(numberIn(key)) as CounterSignature | undefined) ?? null,
    }));
  }

  /** That which is kept, where another tab was sooner. */
  keyPair(fresh: KeyPair | null): Promise<KeyPair | null> {
    return this.#meta(async (meta) => {
      const held = await result<KeyPair | undefined>(meta.get(META.deviceKey));
      if (!held && fresh) meta.put(fresh, META.deviceKey);
      return held ?? fresh;
    }, null);
  }

  /** False where another tab was sooner, or the profile's encryption has changed meanwhile. */
  async add(signed: Signed, due: IDBValidKey): Promise<boolean> {
    const { number } = signed.record;
    const [key, before] = [number, number - 1].map((n) => numbered(PROOF.record, n));
    return this.#sealed(signed, async (meta, bytes) => {
      if ((await result(meta.count(due))) === 0 || (await result(meta.count(key))) > 0)
        return false;
      if (number > 1 && (await result(meta.count(before))) === 0) return false;
      meta.put(bytes, key);
      meta.delete(due);
      return true;
    });
  }

  async countersigned(counter: CounterSignature): Promise<void> {
    await this.#sealed(counter, async (meta, bytes) => {
      meta.put(bytes, numbered(PROOF.counter, counter.arrival.number));
      return true;
    });
  }

  /** Encrypting and decrypting rewrite what is there: what is put then has to lie as that does. */
  async #sealed(
    value: { record: ConsentRecord } | CounterSignature,
    put: (meta: IDBObjectStore, bytes: Uint8Array) => Promise<boolean>,
  ): Promise<boolean> {
    const cipher = await this.atRest.cipher();
    const plain = encoder.encode(JSON.stringify(value));
    const bytes = cipher ? await cipher.seal('frame', plain) : plain;
    return this.#meta(async (meta) => {
      const isSealed = (await result(meta.count(META.seal))) > 0;
      return isSealed === (cipher !== null) && put(meta, bytes);
    }, false);
  }

  async #entries(prefix: string): Promise<[IDBValidKey, Uint8Array | null][]> {
    const cipher = await this.atRest.cipher();
    const entries = await this.#meta(async (meta) => {
      const keys = meta.getAllKeys(within(prefix));
      const values = await result<Uint8Array[]>(meta.getAll(within(prefix)));
      return keys.result.map((key, i) => [key, values[i]] as const);
    }, []);
    return Promise.all(entries.map(async ([key, bytes]) => [key, await opened(bytes, cipher)]));
  }

  #meta<T>(task: (meta: IDBObjectStore) => Promise<T>, absent: T): Promise<T> {
    return this.atRest.plain.journal.meta(task, absent);
  }
}

async function opened(bytes: Uint8Array | undefined, cipher: Cipher): Promise<Uint8Array | null> {
  if (!bytes) return null;
  return cipher ? cipher.open('frame', bytes) : bytes;
}

const numberIn = (key: IDBValidKey) => Number(/\d+$/.exec(String(key)));

/** Rejected by whoever verifies, rather than hidden here. */
const parsed = (bytes: Uint8Array | null): unknown =>
  bytes ? (JSON.parse(decoder.decode(bytes)) as unknown) : {};
