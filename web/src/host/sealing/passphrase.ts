import { algorithm, freshIv } from './cipher';

/** In `meta`, beside the frames: the data key, sealed by a key from the passphrase. */
export interface SealRecord {
  format: 1;
  /** PBKDF2-HMAC-SHA-256. */
  iterations: number;
  salt: Uint8Array<ArrayBuffer>;
  iv: Uint8Array<ArrayBuffer>;
  key: Uint8Array<ArrayBuffer>;
  /** The profile is being changed: not every snapshot is sealed. */
  mixed: boolean;
}

/** OWASP Password Storage Cheat Sheet, for PBKDF2-HMAC-SHA-256. */
const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const DATA_KEY = { name: 'AES-GCM', length: 256 };
const USES: KeyUsage[] = ['encrypt', 'decrypt'];

export const newDataKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey(DATA_KEY, true, USES) as Promise<CryptoKey>;

/** Seals an extractable data key under a passphrase. */
export async function lock(
  dataKey: CryptoKey,
  profile: string,
  passphrase: string,
): Promise<SealRecord> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const iv = freshIv();
  const under = await derived(passphrase, salt, ITERATIONS);
  const key = await crypto.subtle.wrapKey('raw', dataKey, under, algorithm('key', profile, iv));
  const format = 1;
  return { format, iterations: ITERATIONS, salt, iv, key: new Uint8Array(key), mixed: false };
}

/** The data key; null where the passphrase is another, or the record is damaged. */
export async function unlock(
  { iterations, salt, iv, key }: SealRecord,
  profile: string,
  passphrase: string,
  extractable = false,
): Promise<CryptoKey | null> {
  try {
    const under = await derived(passphrase, salt, iterations);
    const how = algorithm('key', profile, iv);
    return await crypto.subtle.unwrapKey('raw', key, under, how, DATA_KEY, extractable, USES);
  } catch {
    return null;
  }
}

/** The same characters give the same key, in whichever form a keyboard writes them. */
async function derived(
  passphrase: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(passphrase.normalize('NFKC'));
  const secret = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveKey']);
  const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations };
  return crypto.subtle.deriveKey(how, secret, DATA_KEY, false, ['wrapKey', 'unwrapKey']);
}
