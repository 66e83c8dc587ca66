import './page';
import '../../src/register';
import type { Carrel, LeftRow, StoredRow } from '../../src/shared/types';
import { showBrowserStores } from './browser-stores';
import { byId, element } from './dom';
import { withEngine } from './engine';
import { startForget } from './forget';
import { type Column, showLedger } from './ledger';
import { showReceipts } from './receipts';
import { startRequests } from './requests';
import { showStorage } from './storage-report';
import { filled, texts, timeOf } from './texts';
import { showTold } from './told';

const { privacy } = texts;

/** What the engine keeps on its own account is in no policy. */
const builtIn = (item: string) =>
  Object.entries(privacy.builtIn).find(([key]) => key === item)?.[1];

const STORED: Column<StoredRow>[] = [
  { title: privacy.record, cell: ({ title, item }) => title || builtIn(item)?.title || item },
  { title: privacy.why, kind: 'why', cell: ({ why, item }) => why || builtIn(item)?.why || '' },
  {
    title: privacy.where,
    cell: ({ tier }) => Object.entries(privacy.tier).find(([name]) => name === tier)?.[1] ?? tier,
  },
  { title: privacy.count, kind: 'number', cell: ({ count }) => String(count) },
  {
    title: privacy.size,
    kind: 'number',
    cell: ({ bytes }) => filled(privacy.bytes, { n: String(bytes) }),
  },
];

const LEFT: Column<LeftRow>[] = [
  { title: privacy.what, cell: ({ item }) => element('code', {}, item) },
  { title: privacy.about, cell: ({ entity }) => element('code', {}, entity) },
  { title: privacy.when, cell: ({ at }) => timeOf(at) },
  { title: privacy.outcome, cell: (row) => outcome(row) },
];

function outcome({ outcome: kind, status, reason }: LeftRow): string {
  const said = filled(privacy.outcomes[kind], { status: String(status) });
  return reason ? `${said}: ${reason}` : said;
}

startRequests();
startForget();
withEngine((carrel) => {
  const show = () => showLists(carrel);
  show();
  showStorage(carrel).catch(reportError);
  for (const event of ['change', 'decision', 'savestate']) carrel.addEventListener(event, show);
});
showBrowserStores().catch(reportError);

function showLists(carrel: Carrel): void {
  showLedger('stored-now', STORED, carrel.stored(), privacy.nothingStored);
  showDamaged(carrel.damaged());
  showReceipts(carrel).catch(reportError);
  showLedger('has-left', LEFT, carrel.left(), privacy.nothingLeft);
  showTold(carrel).catch(reportError);
  showBrowserStores().catch(reportError);
}

function showDamaged(count: number): void {
  const note = byId('damaged', HTMLElement);
  note.hidden = count === 0;
  note.textContent = filled(privacy.damaged, { n: String(count) });
}
