import type { Receipt, Receipts } from '../../src/shared/records';
import type { Carrel } from '../../src/shared/types';
import { byId, element } from './dom';
import { type Column, showLedger } from './ledger';
import { texts, timeOf } from './texts';

const { privacy } = texts;
const { receipts: say } = privacy;

const COLUMNS: Column<Receipt>[] = [
  { title: say.number, kind: 'number', cell: ({ record }) => String(record.number) },
  { title: privacy.when, cell: ({ record }) => timeOf(Date.parse(record.at)) },
  { title: say.choice, cell: ({ record }) => say.choices[record.choice] },
  { title: say.purposes, cell: ({ record }) => allowed(record) },
  { title: say.signed, cell: ({ counter }) => (counter ? say.server : say.device) },
];

function allowed({ purposes }: Receipt['record']): string {
  const keys = purposes.filter(({ granted }) => granted).map(({ key }) => key);
  return keys.join(', ') || say.nothing;
}

/** The records of this person's choices, and a button that downloads them. */
export async function showReceipts(carrel: Carrel): Promise<void> {
  const chain = await carrel.receipts();
  showLedger('receipts', COLUMNS, chain.receipts, say.none);
  const button = byId('receipts-download', HTMLButtonElement);
  button.hidden = chain.receipts.length === 0;
  button.onclick = () => download(chain);
}

function download(chain: Receipts): void {
  const text = JSON.stringify(chain, null, 2);
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  element('a', { href: address, download: say.file }).click();
  URL.revokeObjectURL(address);
}
