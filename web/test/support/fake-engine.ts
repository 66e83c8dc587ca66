/** Stands in for carrel.js: records choices from the inbox as the engine would, without wasm. */
import { crc32c } from '../../src/shared/crc32c';
import { committed, openExisting, openOrCreate, result } from '../../src/shared/idb';
import { databaseName, decisionKey, META } from '../../src/shared/names';
import { sha256 } from '../../src/shared/sha256';
import type {
  DecisionDetail,
  InboxChoice,
  MadeChoice,
  Manner,
  OpenOptions,
} from '../../src/shared/types';

interface PolicyText {
  categories: { key: string; required: boolean; gpc: boolean }[];
  purposes: { key: string; category: string }[];
  services?: { key: string; purpose: string }[];
}

const DAY = 86_400_000;

export async function open({ policyText = '', profile = 'guest' }: OpenOptions) {
  const policy = await sha256(new TextEncoder().encode(policyText));
  const { categories, purposes, services = [] } = JSON.parse(policyText) as PolicyText;
  const keys = [...categories, ...services].map(({ key }) => key);
  const categoryOf = (purpose: string) => purposes.find(({ key }) => key === purpose)?.category;
  const mask = (test: (category: PolicyText['categories'][number]) => boolean) =>
    categories.reduce((bits, category, i) => bits | (test(category) ? 1 << i : 0), 0);
  /** The bits of the services follow those of the categories. */
  const serviceMask = (test: (service: { purpose: string }) => boolean) =>
    services.reduce(
      (bits, service, i) => bits | (test(service) ? 1 << (categories.length + i) : 0),
      0,
    );
  const signalled = ({ purpose }: { purpose: string }) =>
    categories.some(({ key, gpc: cleared }) => cleared && key === categoryOf(purpose));
  const gpc = mask((category) => category.gpc) | serviceMask(signalled);
  const channel = new BroadcastChannel(databaseName(profile));
  let grantedPurposes: string[] = [];
  let view = { choice: 'unasked', keys, bits: mask((c) => c.required), gpc, until: 0 };

  async function record({ choice, purposes: granted, at }: InboxChoice): Promise<void> {
    let bits = mask(
      ({ key, required }) =>
        required ||
        purposes.filter((p) => p.category === key).every((p) => granted.includes(p.key)),
    );
    bits |= serviceMask(({ purpose }) => granted.includes(purpose));
    const until = at + 180 * DAY;
    view = { choice, keys, bits, gpc, until };
    grantedPurposes = granted;
    const head = JSON.stringify({ format: 1, policy, until, choice, keys, bits, gpc });
    const text = `${head.slice(0, -1)},"sum":"${crc32c(head)}"}`;
    const db = await openOrCreate(databaseName(profile));
    const transaction = db.transaction(['meta', 'inbox'], 'readwrite', { durability: 'strict' });
    transaction.objectStore('meta').put(text, META.decision);
    transaction.objectStore('meta').put(granted, 'granted');
    transaction.objectStore('inbox').clear();
    await committed(transaction);
    db.close();
    localStorage.setItem(decisionKey(profile), text);
    const detail = { ...view, source: 'engine' } as DecisionDetail;
    window.dispatchEvent(new CustomEvent('carrel:decision', { detail }));
    channel.postMessage('advanced');
  }

  /** As another tab has left it. */
  async function heard(): Promise<void> {
    const there = await openExisting(databaseName(profile));
    if (!there) return;
    const meta = there.transaction('meta').objectStore('meta');
    const text = result<string | undefined>(meta.get(META.decision));
    grantedPurposes = (await result<string[] | undefined>(meta.get('granted'))) ?? [];
    view = JSON.parse((await text) ?? 'null') ?? view;
    there.close();
    const detail = { ...view, source: 'engine' } as DecisionDetail;
    window.dispatchEvent(new CustomEvent('carrel:decision', { detail }));
  }
  channel.onmessage = () => heard();

  const db = await openExisting(databaseName(profile));
  if (db) {
    const inbox = db.transaction('inbox').objectStore('inbox');
    const [choice] = await result<InboxChoice[]>(inbox.getAll());
    const meta = db.transaction('meta').objectStore('meta');
    const text = await result<string | undefined>(meta.get(META.decision));
    grantedPurposes = (await result<string[] | undefined>(meta.get('granted'))) ?? [];
    db.close();
    if (text) view = JSON.parse(text);
    if (choice?.policy === policy) await record(choice);
  }
  document.documentElement.dataset['engine'] = 'open';
  /** By the engine's numbers; a test may say otherwise of some. */
  const reasons = () =>
    purposes.map(({ key, category }) => {
      const said = JSON.parse(localStorage.getItem('test/reasons') ?? '{}');
      if (said[key] !== undefined) return said[key];
      if (categories.some((c) => c.required && c.key === category)) return 1;
      if (grantedPurposes.includes(key)) return 15;
      return view.choice === 'unasked' ? 7 : 11;
    });
  const erase = localStorage.getItem('test/erase') === 'true';
  const ask = localStorage.getItem('test/ask') === 'true';
  return {
    decision: () => ({ ...view, grantedPurposes, reasons: reasons(), erase, ask }),
    stored: () => JSON.parse(localStorage.getItem('test/stored') ?? '[]'),
    flush: async () => {},
    aggregate: async () => ({
      budget: async () => JSON.parse(localStorage.getItem('test/budget') ?? 'null'),
    }),
    choose: (
      choice: MadeChoice,
      granted: string[],
      texts: string,
      manner?: Manner,
      erased?: string[],
    ) => {
      const made = { choice, purposes: granted, told: manner?.told, erased };
      localStorage.setItem('test/made', JSON.stringify(made));
      return record({ choice, purposes: granted, policy, texts, at: Date.now() });
    },
  };
}
