import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tab, Victim } from '../kills/victim';
import { StaticServer } from '../support/static';
import { BROWSERS } from './browsers';

const SOON = { timeout: 20_000 };
const [HERE, ASIDE] = ['/courses/lesson/page.html', '/elsewhere/deep/page.html'];

const LEAVES = {
  ...{ cookies: ['_stats', '_stats_*'], server_cookies: ['_http'], local: ['stats:*'] },
  ...{ session: ['stats'], databases: ['stats*'], caches: ['stats-v1'], files: ['stats*'] },
};

let site: StaticServer;

beforeAll(async () => {
  site = await StaticServer.start('dist');
  const policy = JSON.parse(readFileSync('shared/policies/platform-p.json', 'utf8'));
  for (const service of policy.services)
    service.leaves = service.key === 'matomo' ? LEAVES : undefined;
  site.added.set('/policy.json', JSON.stringify(policy));
  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Residue</title>
    <script src="/pkg/loader.js"></script><body><a href="${ASIDE}">Another page</a>`;
  for (const path of [HERE, ASIDE]) site.added.set(path, page);
});

afterAll(() => site.stop());

/** Runs in a page: leaves something in every place, as the service and as the site itself. */
async function leaveBehind(): Promise<void> {
  // biome-ignore-start lint/suspicious/noDocumentCookie: as trackers do it.
  document.cookie = '_stats=1;path=/';
  document.cookie = '_stats_7=1;path=/courses/';
  document.cookie = '_stats=2;path=/elsewhere/deep';
  document.cookie = 'own=1;path=/';
  // biome-ignore-end lint/suspicious/noDocumentCookie: as trackers do it.
  for (const name of ['stats:id', 'own:id']) localStorage.setItem(name, '1');
  for (const name of ['stats', 'own']) sessionStorage.setItem(name, '1');
  for (const name of ['stats-db', 'own-db']) {
    await new Promise<void>((resolve) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    });
  }
  for (const name of ['stats-v1', 'own-v1']) await caches.open(name);
  const root = await navigator.storage.getDirectory();
  for (const name of ['stats-file', 'own-file']) await root.getFileHandle(name, { create: true });
  const folder = await root.getDirectoryHandle('stats-folder', { create: true });
  await folder.getFileHandle('inside', { create: true });
}

/** Runs in a page: what there is of the service, and of the site itself. */
async function residue() {
  const names: string[] = [];
  for (const pair of document.cookie.split('; ')) names.push(`cookie ${pair.split('=')[0]}`);
  for (const key of Object.keys(localStorage)) names.push(`local ${key}`);
  for (const key of Object.keys(sessionStorage)) names.push(`session ${key}`);
  for (const { name } of await indexedDB.databases()) names.push(`database ${name}`);
  for (const name of await caches.keys()) names.push(`cache ${name}`);
  const root = (await navigator.storage.getDirectory()) as unknown as {
    keys(): AsyncIterable<string>;
  };
  for await (const name of root.keys()) names.push(`file ${name}`);
  return {
    service: names.filter((name) => name.includes('stats')).sort(),
    own: names.filter((name) => name.includes(' own')).sort(),
  };
}

const OWN = ['cache own-v1', 'cookie own', 'database own-db', 'file own-file', 'local own:id'];

describe.each(BROWSERS)('$name', ({ start }) => {
  let victim: Victim;
  let tab: Tab;

  beforeEach(async () => {
    victim = await start();
    tab = await victim.tab(() => {});
    await tab.goto(site.origin + HERE);
    await choose(['matomo']);
    await tab.evaluate(leaveBehind, undefined);
  });

  afterEach(() => victim.destroy());

  const choose = (purposes: string[]) =>
    tab.evaluate(async (granted) => {
      const reports: unknown[] = [];
      addEventListener('carrel:cleared', ({ detail }) => reports.push(detail.left));
      const choice = granted.length > 0 ? 'granted' : 'refused';
      await window.carrel?.choose(choice, granted, 'a'.repeat(64));
      return reports.at(-1);
    }, purposes);

  const left = () => tab.evaluate(residue, undefined);
  const isDue = () =>
    tab.evaluate(() => localStorage.getItem('carrel/guest/clearing') !== null, undefined);

  const SERVER = { service: 'matomo', place: 'cookies', name: '_http', by: 'server' };

  test('a choice that lets the service stay clears nothing of it', async () => {
    await choose(['matomo', 'youtube']);
    expect((await left()).service).toHaveLength(8);
  });

  test('a withdrawal leaves nothing of the service, and all that is the site’s', async () => {
    expect(await choose([])).toEqual([SERVER]);
    expect(await left()).toEqual({ service: [], own: [...OWN, 'session own'] });
    expect(await isDue()).toBe(false);
    await tab.goto(site.origin + ASIDE);
    expect((await left()).service).toEqual([]);
  });

  test('a database that is held open goes with the page', async () => {
    await tab.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('stats-db');
          opening.onsuccess = () => {
            Object.assign(window, { held: opening.result });
            resolve();
          };
        }),
      undefined,
    );
    const row = { service: 'matomo', place: 'databases', name: 'stats-db', by: 'reload' };
    expect(await choose([])).toEqual([row, SERVER]);
    expect(await isDue()).toBe(true);
    await tab.goto(site.origin + HERE);
    await expect.poll(left, SOON).toMatchObject({ service: [] });
    await expect.poll(isDue, SOON).toBe(false);
  });

  test('what is put back after a withdrawal, or was not reached, goes at the next load', async () => {
    await choose([]);
    await tab.evaluate(leaveBehind, undefined);
    // As it stands when the browser ends between a choice and the clearing.
    await tab.evaluate(() => localStorage.setItem('carrel/guest/clearing', ''), undefined);
    await tab.goto(site.origin + HERE);
    await expect.poll(left, SOON).toMatchObject({ service: [] });
    await expect.poll(isDue, SOON).toBe(false);
  });
});
