import { GUEST } from '../../shared/names';
import type { Receipt } from '../../shared/records';
import { sha256 } from '../../shared/sha256';
import { canonicalBytes } from './canonical';
import { choiceIn, type RecordedChoice } from './choice';
import { type KeyPair, newKeyPair, signed } from './device-key';
import { type PolicyFile, recordOf } from './record';
import type { ProofStore } from './store';

interface Due {
  key: IDBValidKey;
  choice: RecordedChoice;
}

/** Makes a record of each choice that has none, in the order in which they were made. */
export async function makeDue(store: ProofStore, profile: string, policy: PolicyFile) {
  for (;;) {
    const [next] = await dueIn(store);
    if (!next) return;
    const keys = await keyPair(store);
    if (!keys) return;
    const link = await linkAfter((await store.receipts()).at(-1), keys);
    const { publicKey } = keys;
    const subject = profile === GUEST ? await sha256(canonicalBytes(publicKey)) : profile;
    const record = recordOf(next.choice, subject, policy, link);
    const signature = await signed(keys.privateKey, canonicalBytes(record));
    await store.add({ record, signature }, next.key);
  }
}

/** A refusal that names nobody gets no record: what is due of it is dropped. */
async function dueIn(store: ProofStore): Promise<Due[]> {
  const found: Due[] = [];
  for (const { key, frame } of await store.due()) {
    if (!frame) continue;
    try {
      const choice = choiceIn(frame);
      if (choice) found.push({ key, choice });
      else await store.drop(key);
    } catch {
      // What cannot be read stays, and holds up no other.
    }
  }
  return found.sort(({ choice: { stamp: a } }, { choice: { stamp: b } }) => {
    return a[0] - b[0] || a[1] - b[1];
  });
}

async function keyPair(store: ProofStore): Promise<KeyPair | null> {
  return (await store.keyPair(null)) ?? store.keyPair(await newKeyPair());
}

async function linkAfter(last: Receipt | undefined, { publicKey: key }: KeyPair) {
  if (!last) return { number: 1, previous: null, key };
  const previous = await sha256(canonicalBytes(last.record));
  return { number: last.record.number + 1, previous, key };
}
