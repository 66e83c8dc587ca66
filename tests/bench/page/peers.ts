import { Dexie, type Table } from 'dexie';
import { createStore, set } from 'idb-keyval';
import localforage from 'localforage';
import { committed, openOrCreate } from '../../../web/src/shared/idb';
import { createModule } from './product';
import type { Saver } from './saver';

const KEY = 'essay';
/** What a frame holds besides the text. */
const FRAME = new Uint8Array(60);

const encoder = new TextEncoder();

/** The field's text in as many bytes as Carrel's frame has. */
function frameOf({ value }: HTMLTextAreaElement): Uint8Array {
  const text = encoder.encode(value);
  const frame = new Uint8Array(FRAME.length + text.length);
  frame.set(text, FRAME.length);
  return frame;
}

/** What the loop itself costs: nothing is stored. */
async function nothing(): Promise<Saver> {
  return { save: async () => {} };
}

/** One put in a transaction of its own, committed explicitly, relaxed. */
async function raw(): Promise<Saver> {
  const db = await openOrCreate('raw');
  return {
    save: (field) => {
      const transaction = db.transaction('journal', 'readwrite', { durability: 'relaxed' });
      transaction.objectStore('journal').put(frameOf(field));
      return committed(transaction);
    },
  };
}

/** A file written, and the mount synchronised. */
async function idbfs(): Promise<Saver> {
  const module = await createModule();
  await module.snapshotsMount('bench');
  return {
    save: (field) => {
      module.snapshotsWrite(1, frameOf(field));
      return module.snapshotsSync(false);
    },
  };
}

async function dexie(): Promise<Saver> {
  const db = new Dexie('dexie');
  db.version(1).stores({ drafts: 'id' });
  const drafts: Table<{ id: string; text: string }> = db.table('drafts');
  return { save: ({ value }) => drafts.put({ id: KEY, text: value }) };
}

async function localForage(): Promise<Saver> {
  const store = localforage.createInstance({ driver: localforage.INDEXEDDB, name: 'localforage' });
  await store.ready();
  return { save: ({ value }) => store.setItem(KEY, value) };
}

async function idbKeyval(): Promise<Saver> {
  const store = createStore('idb-keyval', 'drafts');
  return { save: ({ value }) => set(KEY, value, store) };
}

export const PEERS = { nothing, raw, idbfs, dexie, localForage, idbKeyval } as const;
