// script/bench storage: what it costs to keep a key press, to open and to ask, in Chromium.
import type { Page } from 'playwright-core';
import { Device } from '../browser/support/browser';
import { type Cost, keystrokes } from './keystrokes';
import { optionsOf } from './options';
import { type Figure, machine, print } from './report';
import { serve } from './site';
import { median } from './statistics';

const PEERS = ['raw', 'idbfs', 'dexie', 'localForage', 'idbKeyval'] as const;
const BASELINE = 'nothing';
const OPENINGS = 15;

const HISTORIES = [10, 1000, 10_000, 100_000];
const [SHORTEST, LONGEST, OPENED] = [10, 100_000, 10_000];
const TYPED_AT = HISTORIES.filter((records) => records !== OPENED);

const profileOf = (records: number): string => `bench${records}`;

async function record(page: Page, origin: string): Promise<void> {
  for (const records of HISTORIES) {
    await page.goto(`${origin}/frame.html`);
    await page.evaluate(([profile, count]) => window.bench.recordHistory(profile, count), [
      profileOf(records),
      records,
    ] as const);
  }
}

function typed(costs: ReadonlyMap<string, Cost>): Figure[] {
  const of = (name: string): Cost =>
    costs.get(name) ?? { p50: NaN, p99: NaN, blocked: NaN, busy: NaN };
  const peers = (key: keyof Cost) => Object.fromEntries(PEERS.map((peer) => [peer, of(peer)[key]]));
  const raw = of('raw');
  const figure = (name: string, key: keyof Cost, most: number): Figure[] =>
    TYPED_AT.map((records) => ({
      name: `${name}, ${records} records`,
      value: of(profileOf(records))[key],
      unit: 'ms',
      budget: { most },
      peers: peers(key),
    }));
  const [least, greatest] = [of(profileOf(SHORTEST)), of(profileOf(LONGEST))];
  const growth = (name: string, key: keyof Cost): Figure => ({
    name: `${name}, ${LONGEST} records to ${SHORTEST}`,
    value: greatest[key] / least[key],
    unit: '×',
    budget: { most: 1.2 },
    peers: {},
  });
  return [
    ...figure('press to durable, p50', 'p50', 2 * raw.p50),
    ...figure('press to durable, p99', 'p99', 3 * raw.p99),
    ...figure('main thread blocked by a press', 'blocked', 2 * raw.blocked),
    ...figure('main thread for a press', 'busy', 3 * raw.busy),
    growth('press to durable, p50', 'p50'),
    growth('main thread for a press', 'busy'),
  ];
}

async function opened(page: Page, origin: string): Promise<Figure[]> {
  const times = new Map(HISTORIES.map((records) => [records, { carrel: [], raw: [] } as Times]));
  for (let round = 0; round < OPENINGS; ++round) {
    for (const [records, { carrel, raw }] of times) {
      const profile = profileOf(records);
      await page.goto(`${origin}/frame.html`);
      raw.push(await page.evaluate((name) => window.bench.rawOpenTime(name), profile));
      carrel.push(await page.evaluate((name) => window.bench.openTime(name), profile));
    }
  }
  return [...times].map(([records, { carrel, raw }]) => ({
    name: `open, ${records} records`,
    value: median(carrel),
    unit: 'ms',
    budget: records === OPENED ? { most: 50 } : null,
    peers: { raw: median(raw) },
  }));
}

interface Times {
  carrel: number[];
  raw: number[];
}

async function asked(page: Page, origin: string): Promise<Figure[]> {
  await page.goto(`${origin}/frame.html`);
  const profile = profileOf(SHORTEST);
  const { index, name } = await page.evaluate((own) => window.bench.checkTimes(own), profile);
  const figure = { unit: 'µs', peers: {} };
  return [
    { ...figure, name: 'consent check by index', value: index, budget: { most: 0.15 } },
    { ...figure, name: 'consent check by name', value: name, budget: null },
  ];
}

async function measure(device: Device, origin: string, frames: readonly string[]) {
  const page = await device.tab('bench');
  const browser = `Chromium ${page.context().browser()?.version()}`;
  const say = (what: string) => console.error(`[carrel] ${what}`);
  say(`recording ${HISTORIES.join(', ')} values`);
  await record(page, origin);
  const measuredOn = machine();
  say('opening');
  const openings = await opened(page, origin);
  say('typing');
  await page.goto(`${origin}/frames.html`);
  const presses = typed(await keystrokes(page, frames, BASELINE));
  const checks = await asked(page, origin);
  print({ browser }, measuredOn, [...presses, ...openings, ...checks], optionsOf());
}

const frames = [BASELINE, ...PEERS, ...TYPED_AT.map(profileOf)];
const server = await serve(frames);
const device = await Device.create();
try {
  await measure(device, server.origin, frames);
} finally {
  await device.destroy();
  await server.stop();
}
