import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { DAY, policyWith } from '../../web/test/support/metrics';
import { Device } from './support/browser';
import { People } from './support/people';
import { StaticServer } from './support/static';

const SOON = { timeout: 15_000 };
const START = Date.parse('2026-03-02');
const END = START + 28 * DAY;
/** By then every report is due. */
const DUE = END + 7 * DAY;
const ALL = ['figures', 'insights'];
/** Format, task, identifier, part; and a bit for each symbol, of the course's metrics and the site's. */
const LENGTHS = [35 + 1, 35 + 4];

let server: StaticServer;
let people: People;

beforeAll(async () => {
  server = await StaticServer.start('dist/pkg');
  server.added.set('/policy.json', policyWith({ from: '2026-03-02' }));
  for (const transport of ['fetch', 'none']) {
    const options = JSON.stringify({ policyUrl: '/policy.json', transport });
    server.added.set(
      `/${transport}.html`,
      `<!doctype html><script type="module">import { open } from '/carrel.js';
      window.opened = open(${options});</script>`,
    );
  }
  people = await People.invite();
});
afterAll(async () => {
  await people.leave();
  await server.stop();
});
beforeEach(() => {
  server.posted.length = 0;
  server.answer = 204;
});

/** For what must not happen: what a page does of itself it does in its first seconds. */
const settle = (page: Page) => page.waitForTimeout(2_500);

async function at(context: BrowserContext, time: number): Promise<void> {
  await context.clock.setFixedTime(time);
}

/** Runs a task on a page's engine; a text, for the runner rewrites functions. */
const carrel = <T>(page: Page, task: string): Promise<T> =>
  page.evaluate(`window.opened.then(async (carrel) => { ${task} })`);

const choose = (page: Page, choice: string, purposes: string[]) =>
  carrel(page, `await carrel.choose('${choice}', ${JSON.stringify(purposes)}, '0'.repeat(64))`);

async function study(page: Page): Promise<void> {
  await at(page.context(), START + DAY);
  await page.goto(`${server.origin}/fetch.html`);
  await choose(page, 'granted', ALL);
  await carrel(
    page,
    `const own = await carrel.aggregate();
    await own.mark('drop_off', 'maps', { course: 'privacy' });
    await own.mark('failed', 1, { course: 'privacy', part: 2 });
    await own.mark('hour', 9);`,
  );
  await settle(page);
}

async function visit(page: Page, time: number, path = '/fetch.html'): Promise<void> {
  await at(page.context(), time);
  await page.goto(server.origin + path);
}

const states = (page: Page) =>
  carrel<string[]>(
    page,
    `return (await (await carrel.aggregate()).budget()).debits.map(({ state }) => state)`,
  );

const bodies = () => server.posted.map(({ body }) => body.toString('hex'));

test('two tabs tell once, and nothing in a request names anybody', async () => {
  const page = await people.visitor();
  const context = page.context();
  await context.addCookies([{ name: 'session', value: 'ada', url: server.origin }]);
  await study(page);
  expect(server.posted).toEqual([]);
  const other = await context.newPage();
  await Promise.all([visit(page, DUE), visit(other, DUE)]);
  await expect.poll(() => server.posted.length, SOON).toBe(2);
  await settle(page);
  expect(new Set(bodies()).size).toBe(2);
  expect(server.posted).toHaveLength(2);
  for (const { path, headers, body } of server.posted) {
    expect(path).toBe('/aggregate/reports');
    expect(headers).toMatchObject({ 'content-type': 'application/octet-stream' });
    for (const name of ['cookie', 'authorization', 'referer', 'x-carrel-csrf', 'if-none-match'])
      expect(headers).not.toHaveProperty(name);
    expect(LENGTHS).toContain(body.length);
  }
  expect(await states(page)).toEqual(['sent', 'sent']);
  await context.close();
});

test('a browser that is killed before the answer sends the same bytes again', async () => {
  const device = await Device.create();
  try {
    await study(await device.tab('one'));
    server.answer = 0;
    await visit(await device.tab('one'), DUE);
    await expect.poll(() => server.posted.length, SOON).toBe(1);
    await device.kill();
    server.answer = 204;
    await visit(await device.tab('one'), DUE + DAY);
    await expect.poll(() => server.posted.length, SOON).toBe(3);
    const [first, ...again] = bodies();
    expect(again).toContain(first);
    expect(new Set(again).size).toBe(2);
  } finally {
    await device.destroy();
  }
});

test('what is due while there is no network leaves once there is one', async () => {
  const page = await people.visitor();
  await study(page);
  await visit(page, END);
  await expect.poll(() => states(page), SOON).toEqual(['waiting', 'waiting']);
  server.posted.length = 0;
  await at(page.context(), DUE);
  await page.context().setOffline(true);
  await settle(page);
  const before = await states(page);
  await page.context().setOffline(false);
  await expect.poll(() => states(page), SOON).toEqual(['sent', 'sent']);
  expect(server.posted).toHaveLength(before.filter((state) => state === 'waiting').length);
  await page.context().close();
});

test('storage that was cleared after the answer is answered from no more', async () => {
  const page = await people.visitor();
  await study(page);
  await visit(page, END);
  await expect.poll(() => states(page), SOON).toHaveLength(2);
  await carrel(page, 'await carrel.forgetEverything()');
  await visit(page, END - DAY);
  await carrel(page, `await carrel.choose('granted', ['figures'], '0'.repeat(64))`);
  await carrel(page, `await (await carrel.aggregate()).mark('drop_off', 3, { course: 'privacy' })`);
  await visit(page, DUE);
  await choose(page, 'granted', ALL);
  await settle(page);
  await visit(page, DUE + DAY);
  await settle(page);
  expect(server.posted).toEqual([]);
  await page.context().close();
});

test.each([
  ['refused', '/fetch.html', false],
  ['on_device', '/fetch.html', false],
  ['granted', '/none.html', false],
  ['granted', '/fetch.html', true],
] as const)('nothing leaves: %s, %s, signal %s', async (choice, path, signal) => {
  const page = await people.visitor();
  await study(page);
  await visit(page, END);
  await expect.poll(() => states(page), SOON).toEqual(['waiting', 'waiting']);
  server.posted.length = 0;
  if (signal)
    await page.addInitScript(
      'Object.defineProperty(navigator, "globalPrivacyControl", { value: true })',
    );
  else if (choice !== 'granted')
    await choose(page, choice, choice === 'on_device' ? ['figures'] : []);
  await visit(page, DUE, path);
  await settle(page);
  expect(server.posted).toEqual([]);
  if (path === '/fetch.html') expect(await states(page)).toEqual(['dropped', 'dropped']);
  await page.context().close();
});
