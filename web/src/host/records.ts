/** Consent records: made after a choice, and read by the person. It throws no CarrelError. */

import type { Receipts } from '../shared/records';
import type { AtRest } from './at-rest';
import { makeDue } from './records/chain';
import { countersign } from './records/counter';
import type { PolicyFile } from './records/record';
import { ProofStore } from './records/store';
import type { Transport } from './transport';

/** `transport`: to a server on which the profile's subject is signed in. */
export async function settle(
  atRest: AtRest,
  policy: PolicyFile,
  transport: Transport | null,
): Promise<void> {
  const store = new ProofStore(atRest);
  await makeDue(store, atRest.profile, policy);
  if (transport) await countersign(store, transport);
}

export async function receiptsOf(atRest: AtRest): Promise<Receipts> {
  const receipts = await new ProofStore(atRest).receipts();
  const signed = receipts.filter(({ counter }) => counter);
  const head = signed.at(-1)?.counter ?? null;
  return { format: 1, receipts, head };
}
