import type { CounterSignature } from '../../shared/records';
import type { Transport } from '../transport';
import { canonical } from './canonical';
import type { ProofStore } from './store';

/** Has the server sign what it has not signed yet, in order; what it does not sign now waits. */
export async function countersign(store: ProofStore, transport: Transport): Promise<void> {
  for (const { record, signature, counter } of await store.receipts()) {
    if (counter) continue;
    const { status, reply } = await transport.send({
      method: 'PUT',
      path: `/carrel/records/${record.id}`,
      body: JSON.stringify({ record: canonical(record), signature }),
    });
    if (status !== 200) return;
    await store.countersigned(JSON.parse(reply) as CounterSignature);
  }
}
