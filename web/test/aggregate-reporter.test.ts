// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Ledger } from '../src/aggregate/ledger';
import type { Carrel } from '../src/host/carrel';
import { openOrCreate, put } from '../src/shared/idb';
import { LEDGER } from '../src/shared/names';
import { built, closeAll, emptyBrowser } from './host-real';
import {
  ALL,
  at,
  Collector,
  END,
  grant,
  ledgerOf,
  policyOf,
  rest,
  SENT_BY,
  START,
  visit,
  withLocks,
} from './support/learner';
import { DAY, METRICS, policyWith } from './support/metrics';

const COURSE = { course: 'privacy' };
/** Format, task, identifier, part. */
const HEAD = 1 + 16 + 16 + 2;
/** By the policy's calendar. */
const COLLECTED = END + 14 * DAY;

vi.setConfig({ testTimeout: 60_000 });

let server: Collector;

beforeEach(() => {
  emptyBrowser();
  vi.useFakeTimers({ toFake: ['Date'], now: START + DAY });
  server = new Collector().install();
  withLocks();
});
afterEach(() => {
  closeAll();
  vi.useRealTimers();
});

async function study(carrel: Carrel): Promise<void> {
  const own = await carrel.aggregate();
  await own.mark('drop_off', 'maps', COURSE);
  await own.mark('hour', 9);
}

/** Studies in the first epoch. */
async function learner(purposes = ALL): Promise<void> {
  const carrel = await visit();
  await grant(carrel, purposes);
  await study(carrel);
  await rest();
  carrel.close();
}

/** Comes back at that time, and leaves. */
async function comes(time: number, options = {}): Promise<Carrel> {
  at(time);
  const carrel = await visit(options);
  await carrel.aggregate();
  await rest();
  return carrel;
}

async function cameBack(time: number, options = {}): Promise<void> {
  (await comes(time, options)).close();
}

const states = async (carrel: Carrel) =>
  (await (await carrel.aggregate()).budget()).debits.map(({ state }) => state);

describe.skipIf(!built)('a report', () => {
  test('of a course and one of the site leave once, after the end of the epoch', async () => {
    await learner();
    await cameBack(END - 1);
    expect(server.requests).toEqual([]);
    await cameBack(END);
    await cameBack(SENT_BY);
    expect(server.requests).toHaveLength(2);
    await cameBack(SENT_BY + DAY);
    expect(server.requests).toHaveLength(2);
    expect(new Set(server.reports).size).toBe(2);
    const carrel = await comes(SENT_BY + DAY);
    const { debits, epsilon } = await (await carrel.aggregate()).budget();
    expect(debits).toHaveLength(2);
    expect(debits.map(({ course }) => course).sort()).toEqual(['', 'privacy']);
    for (const debit of debits)
      expect(debit).toMatchObject({ from: START, to: END, odds: [7, 1], state: 'sent' });
    expect(epsilon).toBeCloseTo(2 * Math.log(7), 9);
  });

  test('names nobody', async () => {
    await learner();
    await cameBack(SENT_BY);
    for (const { path, init } of server.requests) {
      const { body, signal: _, ...how } = init;
      expect([path, how]).toEqual([
        '/aggregate/reports',
        {
          ...{ method: 'POST', mode: 'same-origin', credentials: 'omit', redirect: 'error' },
          ...{ cache: 'no-store', referrerPolicy: 'no-referrer', keepalive: false },
        },
      ]);
      expect((body as Blob).type).toBe('application/octet-stream');
    }
  });

  test('is as long for one who was there alone as for one who did all', async () => {
    const one = { policyText: policyOf([METRICS[1] as object]) };
    const lengths = new Set<number>();
    for (const marks of [[], [0, 1, 2]]) {
      emptyBrowser();
      at(START + DAY);
      const carrel = await visit(one);
      await grant(carrel);
      const own = await carrel.aggregate();
      await own.mark('failed', 0, COURSE);
      for (const part of marks) await own.mark('failed', 1, { ...COURSE, part });
      carrel.close();
      await cameBack(SENT_BY, one);
    }
    for (const { bytes } of server.requests) lengths.add(bytes.length);
    expect([server.requests.length, ...lengths]).toEqual([2, HEAD + 1]);
  });

  test('that was cut off is sent again with the same bytes', async () => {
    await learner();
    server.status = 0;
    await cameBack(SENT_BY);
    const [first] = server.reports;
    const kept = await ledgerOf();
    await cameBack(SENT_BY + 1);
    expect(server.reports[1]).toBe(first);
    server.status = 204;
    await cameBack(SENT_BY + 2);
    expect(new Set(server.reports).size).toBe(2);
    expect(server.reports).toContain(first);
    expect(await ledgerOf()).not.toEqual(kept);
  });

  test.each([
    [204, 'sent', 1],
    [400, 'dropped', 1],
    [409, 'dropped', 1],
    [410, 'dropped', 1],
    [404, 'waiting', 2],
    [425, 'waiting', 2],
    [429, 'waiting', 2],
    [500, 'waiting', 2],
    [503, 'waiting', 2],
  ])('that is answered with %i is %s', async (status, state, sent) => {
    const one = { policyText: policyOf([METRICS[0] as object]) };
    const carrel = await visit(one);
    await grant(carrel);
    await (await carrel.aggregate()).mark('drop_off', 1, COURSE);
    carrel.close();
    server.status = status;
    await cameBack(SENT_BY, one);
    expect(await states(await comes(SENT_BY + 1, one))).toEqual([state]);
    expect(server.requests).toHaveLength(sent);
  });

  test('is debited before it leaves', async () => {
    await learner();
    await cameBack(END);
    const debited = await ledgerOf();
    vi.stubGlobal('fetch', async () => {
      expect(await ledgerOf()).not.toBeUndefined();
      throw new TypeError('ended');
    });
    const carrel = await comes(SENT_BY);
    expect(await states(carrel)).toEqual(['waiting', 'waiting']);
    expect(debited?.length).toBeGreaterThan(0);
  });

  test('is made and sent by one of two tabs', async () => {
    await learner();
    at(SENT_BY);
    const tabs = await Promise.all([visit(), visit()]);
    await Promise.all(tabs.map((tab) => tab.aggregate()));
    await rest();
    expect(server.requests).toHaveLength(2);
    for (const tab of tabs) expect(await states(tab)).toEqual(['sent', 'sent']);
  });

  test('is the same from two tabs where the browser has no locks', async () => {
    await learner();
    vi.spyOn(navigator, 'locks', 'get').mockReturnValue(undefined as never);
    at(SENT_BY);
    const tabs = await Promise.all([visit(), visit()]);
    const settled = async () => expect(await states(tabs[0])).toEqual(['sent', 'sent']);
    await vi.waitFor(settled, 10_000);
    expect(new Set(server.reports).size).toBe(2);
  });

  test('is not made twice where the clock goes back', async () => {
    await learner();
    await cameBack(SENT_BY);
    const before = server.reports;
    const carrel = await comes(END - DAY);
    await (await carrel.aggregate()).mark('drop_off', 'completed', COURSE);
    await (await carrel.aggregate()).mark('hour', 24);
    carrel.close();
    await cameBack(SENT_BY + DAY);
    expect(server.reports).toEqual(before);
  });

  test('is not made of an epoch that was over when the ledger began', async () => {
    await learner();
    await cameBack(END);
    emptyBrowser();
    at(END - DAY);
    await learner(['figures']);
    const carrel = await comes(END + DAY);
    await grant(carrel);
    await rest();
    carrel.close();
    await cameBack(SENT_BY);
    expect(server.requests).toEqual([]);
    const next = await comes(SENT_BY + DAY);
    await study(next);
    next.close();
    await cameBack(SENT_BY + 28 * DAY);
    expect(server.requests).toHaveLength(2);
  });

  test('is not made anew where the ledger is damaged', async () => {
    await learner();
    await cameBack(SENT_BY);
    const db = await openOrCreate('carrel/guest');
    await put(db, 'meta', new Uint8Array([9]), { key: LEDGER, durability: 'strict' });
    db.close();
    await cameBack(SENT_BY + 1);
    expect(server.requests).toHaveLength(2);
    expect((await ledgerOf())?.length).toBeGreaterThan(1);
  });

  test('exceeds no budget, whatever the policy asks for', async () => {
    const dear = METRICS.map((metric) => ({ ...metric, odds: [60, 1] }));
    const options = { policyText: policyOf(dear) };
    const carrel = await visit(options).catch(() => null);
    if (!carrel) return;
    await grant(carrel);
    await study(carrel);
    carrel.close();
    await cameBack(SENT_BY, options);
    expect(server.requests).toEqual([]);
  });
});

describe.skipIf(!built)('nothing is told', () => {
  test('before anybody was asked: there is no ledger either', async () => {
    const carrel = await visit();
    await study(carrel);
    await rest();
    expect(await ledgerOf()).toBeUndefined();
  });

  test.each([
    ['the purpose of the metrics is refused', ['figures']],
    ['all is refused', []],
  ])('where %s', async (_, purposes) => {
    await learner(purposes);
    await cameBack(SENT_BY);
    expect(server.requests).toEqual([]);
    expect(await ledgerOf()).toBeUndefined();
  });

  test('of notes whose own purpose is refused', async () => {
    await learner(['insights']);
    await cameBack(SENT_BY);
    expect(server.requests).toHaveLength(1);
  });

  test('where all stays on the device', async () => {
    const carrel = await visit();
    await carrel.choose('on_device', ['figures'], '0'.repeat(64));
    await study(carrel);
    carrel.close();
    await cameBack(SENT_BY);
    expect(server.requests).toEqual([]);
  });

  test('in the fully local mode', async () => {
    await learner();
    await cameBack(SENT_BY, { transport: 'none' });
    expect(server.requests).toEqual([]);
  });

  test('while the browser sends its signal', async () => {
    await learner();
    await cameBack(END);
    vi.stubGlobal('navigator', Object.assign(navigator, { globalPrivacyControl: true }));
    const carrel = await comes(SENT_BY);
    expect(await states(carrel)).toEqual(['dropped', 'dropped']);
    Object.assign(navigator, { globalPrivacyControl: undefined });
    expect(server.requests).toEqual([]);
  });

  test('once consent is withdrawn, nor after it is given again; it stays debited', async () => {
    await learner();
    const carrel = await comes(END);
    expect(await states(carrel)).toEqual(['waiting', 'waiting']);
    await grant(carrel, []);
    await rest();
    expect(await states(carrel)).toEqual(['dropped', 'dropped']);
    await grant(carrel);
    await rest();
    carrel.close();
    await cameBack(SENT_BY);
    expect(server.requests).toEqual([]);
  });

  test('that was withdrawn in between', async () => {
    await learner();
    await cameBack(END);
    at(SENT_BY);
    const carrel = await visit();
    let withdrawn: Promise<void> | undefined;
    vi.stubGlobal('fetch', async () => {
      withdrawn ??= grant(carrel, []);
      server.requests.push({ path: '', init: {}, bytes: new Uint8Array() });
      return new Response(null, { status: 204 });
    });
    await carrel.aggregate();
    await rest();
    await withdrawn;
    await rest();
    expect(server.requests).toHaveLength(1);
    expect((await states(carrel)).sort()).toEqual(['dropped', 'sent']);
  });
});

describe.skipIf(!built)('a page', () => {
  /** How often the module was asked for, and whether anything was put. */
  async function visitAt(time: number, options = {}): Promise<[opened: number, wrote: boolean]> {
    const opened = vi.spyOn(Ledger, 'open');
    const before = await ledgerOf();
    await cameBack(time, options);
    const count = opened.mock.calls.length;
    opened.mockRestore();
    return [count, String(await ledgerOf()) !== String(before)];
  }

  test.each([
    ['before the epoch is over', 0, false, END - 1],
    ['when it has just ended', 1, true, END],
    ['before the collection ends', 1, true, COLLECTED - 1],
    ['when that has ended', 0, false, COLLECTED],
    ['weeks later', 0, false, COLLECTED + 10 * DAY],
  ])('that is opened %s opens the ledger so often: %i, and writes: %s', async (...row) => {
    const [, opened, wrote, time] = row;
    await learner();
    expect(await ledgerOf()).toBeDefined();
    expect(await visitAt(time)).toEqual([opened, wrote]);
  });

  test('writes no more than once a day that nothing has changed', async () => {
    await learner();
    server.status = 503;
    await cameBack(SENT_BY);
    server.status = 204;
    expect(await visitAt(SENT_BY)).toEqual([1, true]);
    expect(await visitAt(SENT_BY + DAY - 1)).toEqual([1, false]);
    expect(await visitAt(SENT_BY + DAY)).toEqual([1, true]);
    expect(await visitAt(SENT_BY + DAY + 1)).toEqual([1, false]);
  });

  test('that comes too late shows what waited as never sent', async () => {
    await learner();
    await cameBack(END);
    const carrel = await comes(COLLECTED);
    expect(await states(carrel)).toEqual(['dropped', 'dropped']);
    expect(server.requests).toEqual([]);
  });

  test('drops what waits by a longer calendar, whenever consent is withdrawn', async () => {
    const longer = { policyText: policyWith({ from: '2026-03-02', collect_days: 90 }) };
    await learner();
    await cameBack(END, longer);
    const carrel = await comes(COLLECTED);
    expect(await states(carrel)).toEqual(['waiting', 'waiting']);
    await grant(carrel, []);
    await rest();
    carrel.close();
    await cameBack(COLLECTED + DAY, longer);
    expect(server.requests).toEqual([]);
    expect(await states(await comes(COLLECTED + DAY))).toEqual(['dropped', 'dropped']);
  });
});

describe.skipIf(!built)('the ledger', () => {
  const PASSPHRASE = 'correct horse';

  test('lies sealed in an encrypted profile, and is not lost by any change of it', async () => {
    await learner();
    const carrel = await comes(END);
    const plain = await ledgerOf();
    await carrel.encrypt(PASSPHRASE);
    const sealed = await ledgerOf();
    expect(Buffer.from(sealed ?? []).includes(Buffer.from('drop_off'))).toBe(false);
    expect(sealed?.length).not.toBe(plain?.length);
    await carrel.changePassphrase(PASSPHRASE, 'battery staple');
    expect(await states(carrel)).toEqual(['waiting', 'waiting']);
    carrel.close();
    const next = await comes(SENT_BY, { passphrase: 'battery staple' });
    expect(server.requests).toHaveLength(2);
    await next.decrypt('battery staple');
    expect(await states(next)).toEqual(['sent', 'sent']);
    next.close();
    await cameBack(SENT_BY + DAY);
    expect(server.requests).toHaveLength(2);
  });

  test('is gone where everything is forgotten', async () => {
    await learner();
    const carrel = await comes(END);
    await carrel.forgetEverything();
    expect(await ledgerOf()).toBeUndefined();
  });

  test('of the guest counts for whom the work is taken along by, once', async () => {
    await learner();
    await cameBack(SENT_BY);
    const account = { subject: 'p7k2abcd', enrolled: false, csrf: '' };
    const carrel = await comes(SENT_BY + 1, { account });
    await grant(carrel);
    await carrel.takeAlong();
    await rest();
    expect(await states(carrel)).toEqual(['sent', 'sent']);
    expect((await carrel.aggregate()).figures('privacy')[0]?.noted).toBe(false);
    carrel.close();
    await cameBack(SENT_BY + 2, { account });
    expect(server.requests).toHaveLength(2);
  });
});
