import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tab, Victim } from '../kills/victim';
import { StaticServer } from '../support/static';
import { BROWSERS } from './browsers';
import { Target } from './target';
import { leave, WAYS } from './ways';

const SOON = { timeout: 20_000 };
/** How long nothing has to arrive after the last of all ways was tried. */
const QUIET_MS = 2500;

let site: StaticServer;

beforeAll(async () => {
  site = await StaticServer.start('dist');
  site.added.set('/policy.json', readFileSync('examples/embed-policy.json', 'utf8'));
});

afterAll(() => site.stop());

const page = (lock: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Ways out</title>
  ${lock}<script src="/pkg/loader.js" data-transport="none"></script><body><p>A page.</p>`;

describe.each(BROWSERS)('$name', ({ start }) => {
  let target: Target;
  let victim: Victim;
  let tab: Tab;

  beforeEach(async () => {
    target = await Target.start();
    const sources = `data-sources="third_party=${target.origin} third_party=${target.origin.replace('http', 'ws')}"`;
    site.added.set('/open.html', page(''));
    site.added.set('/locked.html', page(`<script src="/pkg/lock-down.js" ${sources}></script>`));
    victim = await start();
    tab = await victim.tab(() => {});
  });

  afterEach(async () => {
    await victim.destroy();
    await target.stop();
  });

  const visit = async (path: string) => {
    await tab.goto(site.origin + path);
    await expect.poll(() => tab.evaluate(() => document.readyState, null)).toBe('complete');
  };

  const tryAll = () => tab.evaluate(leave, target.origin);
  const arrived = () => [...target.arrived].sort();
  const all = () => expect.poll(arrived, SOON).toEqual(WAYS);

  async function none(): Promise<void> {
    target.arrived.clear();
    await tryAll();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    expect(arrived()).toEqual([]);
  }

  /** Whether the page says that it has to be loaded anew. */
  const choose = (purposes: string[]) =>
    tab.evaluate(async (granted) => {
      let reload: boolean | undefined;
      addEventListener('carrel:decision', ({ detail }) => {
        if (detail.source === 'loader') reload = detail.reload;
      });
      const choice = granted.length > 0 ? 'granted' : 'refused';
      await window.carrel?.choose(choice, granted, 'a'.repeat(64));
      return reload;
    }, purposes);

  test('without lock-down each of the fifteen ways leads out', async () => {
    await visit('/open.html');
    await tryAll();
    await all();
  });

  test('before a choice none does, and each attempt is counted', async () => {
    await visit('/locked.html');
    await none();
    const blocked = await tab.evaluate(() => window.carrel?.blocked() ?? [], null);
    const { host } = new URL(target.origin);
    const counted = blocked.filter((row) => row.host === host);
    expect(counted.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(12);
    const directives = counted.map(({ directive }) => directive);
    for (const name of ['connect-src', 'img-src', 'frame-src', 'form-action'])
      expect(directives).toContain(name);
  });

  test('a grant acts in the next document, a withdrawal in this one', async () => {
    await visit('/locked.html');
    expect(await choose(['video'])).toBe(true);
    await none();
    await tab.evaluate(() => {
      window.carrel?.reload();
    }, null);
    const isAllowed = () => tab.evaluate(() => window.carrel?.allowed('third_party'), null);
    await expect.poll(() => isAllowed().catch(() => false), SOON).toBe(true);
    const anew = () => tab.evaluate(() => window.carrel?.blocked().length, null);
    await expect.poll(() => anew().catch(() => 1), SOON).toBe(0);
    await tryAll();
    await all();
    expect(await choose([])).toBe(false);
    await none();
  });

  test('after a kill that follows a withdrawal everything stays in', async () => {
    await visit('/locked.html');
    await choose(['video']);
    await visit('/locked.html');
    await tryAll();
    await all();
    await choose([]);
    await victim.kill();
    tab = await victim.tab(() => {});
    await visit('/locked.html');
    await none();
    expect(await tab.evaluate(() => window.carrel?.allowed('third_party'), null)).toBe(false);
  });
});
