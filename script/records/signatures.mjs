import { createHash, webcrypto } from 'node:crypto';

const ALGORITHMS = {
  'P-256': { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  Ed25519: { name: 'Ed25519' },
};

/** RFC 8785 for what the schema admits: members sorted by UTF-16 code units, no spaces. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.keys(value).sort();
  return `{${members.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

export const hashOf = (value) => createHash('sha256').update(canonical(value)).digest('hex');

export async function isSigned(value, jwk, signature) {
  const algorithm = ALGORITHMS[jwk.crv];
  try {
    const key = await webcrypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify']);
    const bytes = Buffer.from(signature, 'base64url');
    return await webcrypto.subtle.verify(algorithm, key, bytes, Buffer.from(canonical(value)));
  } catch {
    return false; // no point of the curve
  }
}
