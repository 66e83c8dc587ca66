import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { faultsIn } from '../../script/records/chain.mjs';
import { base64url, canonical, canonicalBytes } from '../src/host/records/canonical';
import { newKeyPair, signed } from '../src/host/records/device-key';
import type { ConsentRecord, CounterSignature, Receipts, ServerKey } from '../src/shared/records';
import { sha256 } from '../src/shared/sha256';

const SUBJECT = '6845352b501643c945ada219f776496a';
const HASH = 'c'.repeat(64);
const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** A chain is verified anew for each of its values. */
vi.setConfig({ testTimeout: 120_000 });

class Server {
  private constructor(
    readonly privateKey: CryptoKey,
    readonly key: ServerKey,
  ) {}

  static async create(): Promise<Server> {
    const pair = (await crypto.subtle.generateKey('Ed25519', false, [
      'sign',
      'verify',
    ])) as CryptoKeyPair;
    const { x = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey);
    return new Server(pair.privateKey, { crv: 'Ed25519', kty: 'OKP', x });
  }

  async sign(record: ConsentRecord): Promise<CounterSignature> {
    const arrival = {
      at: '2026-11-01T12:00:00.000Z',
      number: record.number,
      record: await sha256(canonicalBytes(record)),
      subject: record.subject,
    };
    const signature = await crypto.subtle.sign('Ed25519', this.privateKey, canonicalBytes(arrival));
    return { arrival, key: this.key, signature: base64url(signature) };
  }
}

/** Four records; the server has signed the first three. */
async function chainOf(server: Server): Promise<Receipts> {
  const { privateKey, publicKey } = await newKeyPair();
  const chain: Receipts = { format: 1, receipts: [], head: null };
  let previous: string | null = null;
  for (let number = 1; number <= 4; number++) {
    const refused = number === 3;
    const record: ConsentRecord = {
      ...{ schema: 'urn:carrel:consent-record:1', id: uuid(number), number, previous },
      ...{ key: publicKey, subject: SUBJECT, at: `2026-11-0${number}T12:00:00.000Z` },
      ...{ choice: refused ? 'refused' : 'granted', state: refused ? 'withdrawn' : 'given' },
      ...{ type: 'explicit', by: 'subject' },
      purposes: [{ key: 'resume', category: 'functional', granted: !refused }],
      policy: { hash: HASH, id: 'carrel-demo', revision: '2026-11-01' },
      ...{ texts: HASH, language: 'en', interface: '0.1.0', method: 'banner', told: false },
      ...{ place: 'DE', rules: '1', withdrawal: 'choices', expires: '2027-05-01T12:00:00.000Z' },
    };
    previous = await sha256(canonicalBytes(record));
    const counter = number < 4 ? await server.sign(record) : null;
    const signature = await signed(privateKey, canonicalBytes(record));
    chain.receipts.push({ record, signature, counter });
    chain.head = counter ?? chain.head;
  }
  return chain;
}

let server: Server;
let whole: Receipts;
beforeAll(async () => {
  server = await Server.create();
  whole = await chainOf(server);
});

/** The faults of the chain after a change of a copy. */
async function damaged(change: (chain: Receipts) => unknown): Promise<string[]> {
  const copy = structuredClone(whole);
  await change(copy);
  return faultsIn(copy, server.key);
}

/** The path of every text, number and boolean in it. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) => leaves(member, [...path, name]));
}

function changed(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value !== 'string') return HASH;
  const other = /^[0-9]/.test(value) ? '1' : 'b';
  return (value.startsWith(other) ? '2' : other) + value.slice(1);
}

test('a whole chain has no fault, with the server’s key and without', async () => {
  expect(await faultsIn(whole, server.key)).toEqual([]);
  expect(await faultsIn(whole)).toEqual([]);
});

test('the worked example of the format has none', async () => {
  const document = readFileSync('docs/formats/consent-record.md', 'utf8');
  const [, example = ''] = /```json\n(.*?)```/s.exec(document) ?? [];
  expect(await faultsIn(JSON.parse(example))).toEqual([]);
});

test('members in another order are the same record', async () => {
  const turn = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turn);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([k, v]) => [k, turn(v)]),
    );
  };
  expect(await faultsIn(turn(whole), server.key)).toEqual([]);
  expect(canonical(turn(whole))).toBe(canonical(whole));
});

test('a change of any one value is found', async () => {
  for (const path of leaves(whole)) {
    const faults = await damaged((chain) => {
      const owner = path
        .slice(0, -1)
        .reduce<unknown>((at, name) => Reflect.get(at as object, name), chain);
      const name = path.at(-1) ?? '';
      Reflect.set(owner as object, name, changed(Reflect.get(owner as object, name)));
    });
    expect(faults, path.join('/')).not.toEqual([]);
  }
});

test('a member that is left out or added is found', async () => {
  for (const name of Object.keys(whole.receipts[1]?.record ?? {}))
    expect(
      await damaged(({ receipts }) => Reflect.deleteProperty(receipts[1]?.record ?? {}, name)),
      name,
    ).not.toEqual([]);
  expect(
    await damaged(({ receipts }) => Reflect.set(receipts[1]?.record ?? {}, 'extra', 1)),
  ).not.toEqual([]);
});

const DAMAGE: [string, string, (chain: Receipts) => unknown][] = [
  ['its first record is removed', '/receipts/0/record', ({ receipts }) => receipts.shift()],
  [
    'a record in its midst is removed',
    '/receipts/1/record',
    ({ receipts }) => receipts.splice(1, 1),
  ],
  [
    'two records change places',
    '/receipts/1/record',
    ({ receipts }) => receipts.splice(1, 2, receipts[2] as never, receipts[1] as never),
  ],
  [
    'a record is there twice',
    '/receipts/2/record',
    ({ receipts }) => receipts.splice(1, 0, receipts[1] as never),
  ],
  [
    'it is cut before the newest that the server signed',
    '/head',
    ({ receipts }) => receipts.splice(2),
  ],
  ['the head is taken off', '/head', (chain) => (chain.head = null)],
  [
    'the head is an older one',
    '/head',
    (chain) => (chain.head = chain.receipts[0]?.counter ?? null),
  ],
  [
    'a signature is that of another record',
    '/receipts/1/signature',
    ({ receipts }) => Object.assign(receipts[1] as object, { signature: receipts[2]?.signature }),
  ],
  [
    'a counter-signature is that of another record',
    '/receipts/1/counter',
    ({ receipts }) => Object.assign(receipts[1] as object, { counter: receipts[2]?.counter }),
  ],
];

describe('a chain has a fault where', () => {
  test.each(DAMAGE)('%s', async (_, place, damage) => {
    expect((await damaged(damage)).join('\n')).toMatch(new RegExp(`^${place}`, 'm'));
  });

  test('another key signs it from some record on', async () => {
    const { privateKey, publicKey } = await newKeyPair();
    const faults = await damaged(async ({ receipts }) => {
      const last = receipts[3];
      if (!last) return;
      last.record.key = publicKey;
      last.signature = await signed(privateKey, canonicalBytes(last.record));
    });
    expect(faults).toEqual(['/receipts/3/record: is of another key than the record before']);
  });

  test('all of it is made anew with another key, which the server has not signed', async () => {
    const forged = await chainOf(server);
    const faults = await damaged((chain) => {
      for (const [i, { record, signature }] of forged.receipts.entries())
        Object.assign(chain.receipts[i] as object, { record, signature });
    });
    expect(faults).toContain('/receipts/0/counter: is of another record');
    expect(faults.some((fault) => fault.startsWith('/head'))).toBe(true);
  });

  test('another server has signed it', async () => {
    const other = await Server.create();
    expect(await faultsIn(await chainOf(other), server.key)).toContain(
      '/head: is not of the key that the server publishes',
    );
  });
});
