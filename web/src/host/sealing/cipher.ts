/** What a sealed text is: none can be put in the place of another kind. */
export type Kind = 'frame' | 'snapshot' | 'visit' | 'key';

/** AES-GCM: NIST SP 800-38D, 8.2.2. */
const IV_BYTES = 12;

const encoder = new TextEncoder();

/** Bound to one kind of text of one profile. */
export function algorithm(kind: Kind, profile: string, iv: Uint8Array<ArrayBuffer>): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(`carrel 1 ${kind} ${profile}`) };
}

/** Random, for one text only. */
export const freshIv = () => crypto.getRandomValues(new Uint8Array(IV_BYTES));

/** Seals one profile's records with its data key. */
export class Cipher {
  constructor(
    readonly key: CryptoKey,
    readonly profile: string,
  ) {}

  async seal(kind: Kind, bytes: Uint8Array): Promise<Uint8Array> {
    const iv = freshIv();
    const text = new Uint8Array(bytes);
    const sealed = await crypto.subtle.encrypt(algorithm(kind, this.profile, iv), this.key, text);
    const both = new Uint8Array(IV_BYTES + sealed.byteLength);
    both.set(iv);
    both.set(new Uint8Array(sealed), IV_BYTES);
    return both;
  }

  /** Null where the text is damaged, or of another kind, profile or key. */
  async open(kind: Kind, sealed: Uint8Array): Promise<Uint8Array | null> {
    const [iv, text] = [sealed.slice(0, IV_BYTES), sealed.slice(IV_BYTES)];
    try {
      const bytes = await crypto.subtle.decrypt(algorithm(kind, this.profile, iv), this.key, text);
      return new Uint8Array(bytes);
    } catch {
      return null;
    }
  }
}
