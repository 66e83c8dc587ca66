import { result } from '../../shared/idb';
import { databaseName, GUEST, LEDGER, ledgerLockName, webPrefix } from '../../shared/names';
import type { Saved, StoredRow, Taken, Value } from '../../shared/types';
import type { AtRest } from '../at-rest';
import type { Carrel } from '../carrel';
import type { Stores } from '../effects';
import type { Guard } from '../session';
import type { Views } from '../views';
import { endEngines, erase } from './forget';
import { Merge, type Own } from './merge';

interface Guest {
  views: Views;
  atRest: AtRest;
  close(): void;
}

/** Opens the guest's records for reading, behind a guard. */
type Read = (guard: Guard) => Promise<Guest>;

const KEPT: Readonly<Record<Saved | Value['tier'], number>> = {
  memory: 0,
  visit: 1,
  local: 2,
  persistent: 2,
  durable: 2,
};

export async function guestWork(into: Carrel, read: Read): Promise<number> {
  if (!(await isThere())) return 0;
  const { values } = await readGuest(read);
  const merge = new Merge(values, ownOf(into));
  return values.filter((value) => merge.merged(value)).length;
}

/**
 * Records what the guest has, through the profile's own gate, and forgets the guest once all of it
 * is kept at least as well as the guest had it. What was recorded is equal, and is passed over when
 * a run that was cut short is repeated.
 */
export async function takeAlong(into: Carrel, read: Read): Promise<Taken> {
  if (!(await isThere())) return { taken: 0, left: 0 };
  // What is being typed there is written down first.
  endEngines(GUEST, 'moved');
  for (let taken = 0; ; ) {
    const { values, newest } = await readGuest(read, (guest) => takeLedger(into, guest));
    const merge = new Merge(values, ownOf(into));
    let left = 0;
    for (const value of values) {
      const payload = merge.merged(value);
      if (!payload) continue;
      const saved = await into.record(value.item, value.entity, payload).catch(() => null);
      if (saved && KEPT[saved] >= KEPT[value.tier]) taken += 1;
      else left += 1;
    }
    if (left > 0 || (await erase(GUEST, newest))) return { taken, left };
  }
}

function ownOf(into: Carrel): Own {
  return {
    items: () => itemsOf(into.stored()),
    values: (item, entity) => into.values(item, entity),
  };
}

/** What the engine keeps on its own account has no texts, and is not the person's work. */
function itemsOf(rows: StoredRow[]): string[] {
  return [...new Set(rows.filter(({ title }) => title).map(({ item }) => item))];
}

/** All of the guest's values, and the key of the newest frame that they are of. */
async function readGuest(
  read: Read,
  first = async (_: Guest) => {},
): Promise<{ values: Value[]; newest: number }> {
  let newest = 0;
  const guest = await read((stores) => {
    return readOnly(stores, (key) => {
      newest = Math.max(newest, key);
    });
  });
  try {
    await first(guest);
    const items = itemsOf(guest.views.stored());
    return { values: items.flatMap((item) => guest.views.values(item, '')), newest };
  } finally {
    guest.close();
  }
}

/** Before any note is taken along: what the guest has told of it is not told again. */
async function takeLedger(into: Carrel, { atRest }: Guest): Promise<void> {
  const { locks } = navigator;
  const take = async () => {
    const count = (meta: IDBObjectStore) => result(meta.count(LEDGER));
    if ((await atRest.plain.journal.meta(count, 0)) === 0) return;
    await (await into.aggregate()).takeOver(atRest);
  };
  // A tab of the guest's may be in the midst of a turn.
  await (locks ? locks.request(ledgerLockName(GUEST), take) : take());
}

/** Writes fail, but for what pages that have ended had on its way to the journal. */
function readOnly({ journal, snapshots, tiers }: Stores, seen: (key: number) => void): Stores {
  const refused = async () => {
    throw new DOMException('', 'InvalidStateError');
  };
  return {
    journal: {
      append: refused,
      copyTail() {},
      adoptTail: () => journal.adoptTail(),
      async read(after, count) {
        const part = await journal.read(after, count);
        seen(part.frames.at(-1)?.key ?? 0);
        return part;
      },
      inbox: async () => [],
      close: () => journal.close(),
    },
    snapshots: { read: () => snapshots.read(), write: refused, forget: refused },
    tiers: { put: refused, visit: () => tiers.visit() },
  };
}

async function isThere(): Promise<boolean> {
  const databases = await indexedDB.databases();
  if (databases.some(({ name }) => name === databaseName(GUEST))) return true;
  return [localStorage, sessionStorage].some((storage) => {
    return Object.keys(storage).some((key) => key.startsWith(webPrefix(GUEST)));
  });
}
