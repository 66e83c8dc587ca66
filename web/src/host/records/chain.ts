import { GUEST } from '../../shared/names';
import type { Receipt } from '../../shared/records';
import { sha256 } from '../../shared/sha256';
import { canonicalBytes } from './canonical';
import { type KeyPair, newKeyPair, signed } from './device-key';
import { type Consent, type PolicyFile, recordOf } from './record';
import type { ProofStore } from './store';

/** Makes a record of each choice that has none, in the order in which they were made. */
export async function makeDue(store: ProofStore, profile: string, policy: PolicyFile) {
  let refused: IDBValidKey | undefined;
  for (;;) {
    const next = await firstDue(store);
    if (!next || next.key === refused) return;
    const keys = await keyPair(store);
    if (!keys) return;
    const link = await linkAfter((await store.receipts()).at(-1), keys);
    const { publicKey } = keys;
    const subject = profile === GUEST ? await sha256(canonicalBytes(publicKey)) : profile;
    const record = recordOf(next.consent, subject, policy, link);
    const signature = await signed(keys.privateKey, canonicalBytes(record));
    // Where another tab was sooner, that one is due no longer; else the profile is locked anew.
    if (!(await store.add({ record, signature }, next.key))) refused = next.key;
  }
}

/** What cannot be read stays, and holds up no other. */
async function firstDue(store: ProofStore) {
  for (const { key, bytes } of await store.due()) {
    const consent = bytes && consentIn(bytes);
    if (consent) return { key, consent };
  }
  return null;
}

const decoder = new TextDecoder();

function consentIn(bytes: Uint8Array): Consent | null {
  try {
    return JSON.parse(decoder.decode(bytes)) as Consent;
  } catch {
    return null;
  }
}

async function keyPair(store: ProofStore): Promise<KeyPair | null> {
  return (await store.keyPair(null)) ?? store.keyPair(await newKeyPair());
}

async function linkAfter(last: Receipt | undefined, { publicKey: key }: KeyPair) {
  if (!last) return { number: 1, previous: null, key };
  const previous = await sha256(canonicalBytes(last.record));
  return { number: last.record.number + 1, previous, key };
}
