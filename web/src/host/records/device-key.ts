import type { DeviceKey } from '../../shared/records';
import { base64url } from './canonical';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' };

/** As it lies in `meta`. No script can read the private one; who has the profile can sign with it. */
export interface KeyPair {
  privateKey: CryptoKey;
  publicKey: DeviceKey;
}

export async function newKeyPair(): Promise<KeyPair> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']);
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
  return { privateKey: pair.privateKey, publicKey: { crv: 'P-256', kty: 'EC', x, y } };
}

export async function signed(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const how = { name: 'ECDSA', hash: 'SHA-256' };
  return base64url(await crypto.subtle.sign(how, key, bytes));
}
