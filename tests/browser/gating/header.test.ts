import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Tab, Victim } from '../kills/victim';
import { Server } from '../support/server';
import { BROWSERS } from './browsers';
import { Target } from './target';
import { leave, WAYS } from './ways';

const SOON = { timeout: 20_000 };
/** How long nothing has to arrive after the last of all ways was tried. */
const QUIET_MS = 2500;
/** Workers from blobs are kept in by the server; browsers differ on what a prefetch falls under. */
const UNSURE = ['prefetch'];
const LET_OUT = WAYS.filter((way) => way !== 'worker' && !UNSURE.includes(way));

let folder: string;
let registered: Target;
let stranger: Target;
let server: Server;

const page = (head: string) =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>${head}<body><p>A page.`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carrel-site-'));
  registered = await Target.start();
  stranger = await Target.start();
  const { origin } = registered;
  const policy = JSON.parse(await readFile('tests/golden/policy/valid/every_use.json', 'utf8'));
  policy.services[0].hosts = [origin, origin.replace('http', 'ws')];
  const sources = policy.services[0].hosts.map((host: string) => `player=${host}`).join(' ');
  await writeFile(join(folder, 'policy.json'), JSON.stringify(policy));
  await writeFile(join(folder, 'open.html'), page(''));
  const lock = `<script src="/lock-down.js" data-sources="${sources}"></script>`;
  await writeFile(join(folder, 'locked.html'), page(lock));
  await copyFile('dist/pkg/lock-down.js', join(folder, 'lock-down.js'));
  server = await Server.start(folder, [join(folder, 'policy.json')]);
});

afterAll(async () => {
  await server.stop();
  await registered.stop();
  await stranger.stop();
  await rm(folder, { recursive: true });
});

describe.each(BROWSERS)('$name, under the header of the server', ({ start }) => {
  let victim: Victim;
  let tab: Tab;

  beforeEach(async () => {
    registered.arrived.clear();
    victim = await start();
    tab = await victim.tab(() => {});
  });

  afterEach(() => victim.destroy());

  const visit = async (path: string) => {
    await tab.goto(server.origin + path);
    await expect.poll(() => tab.evaluate(() => document.readyState, null)).toBe('complete');
  };

  test('a page reaches the hosts of the register and no other', async () => {
    await visit('/open.html');
    await tab.evaluate(leave, stranger.origin);
    await tab.evaluate(leave, registered.origin);
    const arrived = () => [...registered.arrived].filter((way) => !UNSURE.includes(way)).sort();
    await expect.poll(arrived, SOON).toEqual(LET_OUT);
    expect([...stranger.arrived]).toEqual([]);
  });

  test('the lock-down in the page narrows that to what was chosen', async () => {
    await visit('/locked.html');
    await tab.evaluate(leave, registered.origin);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    expect([...registered.arrived]).toEqual([]);
  });
});
