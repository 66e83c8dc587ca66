/// <reference lib="dom.asynciterable" />
import { element } from './dom';
import { type Column, showLedger } from './ledger';
import { texts } from './texts';

const { privacy } = texts;

interface Store {
  name: keyof typeof privacy.stores;
  entries: string[];
}

const COLUMNS: Column<Store>[] = [
  { title: privacy.store, cell: ({ name }) => privacy.stores[name] },
  {
    title: privacy.entries,
    cell: ({ entries }) =>
      entries.length === 0
        ? privacy.nothingHeld
        : element(
            'span',
            {},
            ...entries.flatMap((entry) => [element('code', {}, entry), element('br')]),
          ),
  },
];

/** Names every entry in the six stores of the browser. */
export async function showBrowserStores(): Promise<void> {
  const stores: Store[] = [
    { name: 'cookies', entries: document.cookie.split('; ').filter(Boolean) },
    { name: 'localStorage', entries: await orNone(() => Object.keys(localStorage)) },
    { name: 'sessionStorage', entries: await orNone(() => Object.keys(sessionStorage)) },
    { name: 'indexedDB', entries: await orNone(databases) },
    { name: 'caches', entries: await orNone(() => caches.keys()) },
    { name: 'opfs', entries: await orNone(files) },
  ];
  showLedger('browser-holds', COLUMNS, stores, privacy.nothingHeld);
}

/** A store that the browser denies has no entries. */
async function orNone(list: () => string[] | Promise<string[]>): Promise<string[]> {
  try {
    return await list();
  } catch {
    return [];
  }
}

async function databases(): Promise<string[]> {
  const found = await indexedDB.databases();
  return found.flatMap(({ name }) => name ?? []);
}

async function files(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
  return names;
}
