import { result, within } from '../shared/idb';
import { PROOF } from '../shared/names';
import type { Receipts } from '../shared/records';
import type { PolicyFile } from './records/record';
import type { Session } from './session';

/** Needed after a choice, and where the person asks. */
const load = () => import('./records.js');

/** The consent records of one profile. */
export class ConsentRecords {
  #settled: Promise<void> = Promise.resolve();

  constructor(
    readonly session: Session,
    readonly policy: PolicyFile,
  ) {}

  /** Makes what is due, after all that was asked for before. What fails is due at the next opening. */
  settle(): void {
    this.#settled = this.#settled.then(() => this.#settle()).catch(() => {});
  }

  async list(): Promise<Receipts> {
    this.settle();
    await this.#settled;
    return (await load()).receiptsOf(this.session.atRest);
  }

  async #settle(): Promise<void> {
    const { atRest, host } = this.session;
    const transport = host.ports.transport?.csrf ? host.ports.transport : null;
    const waits = await atRest.plain.journal.meta(async (meta) => {
      const [due, record, counter] = [PROOF.due, PROOF.record, PROOF.counter].map((prefix) =>
        meta.count(within(prefix)),
      ) as [IDBRequest<number>, IDBRequest<number>, IDBRequest<number>];
      await result(counter);
      return due.result > 0 || (transport !== null && counter.result < record.result);
    }, false);
    if (waits && crypto.subtle) await (await load()).settle(atRest, this.policy, transport);
  }
}
