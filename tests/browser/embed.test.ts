import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Device } from './support/browser';
import { documentedPolicy, policyOfPage } from './support/policies';
import { StaticServer } from './support/static';
import { stores } from './support/stores';

const PAGE = '/examples/embed.html';
const GATED = '/examples/gated.html';
const VIDEO = 'https://video.example/1';
const policy = documentedPolicy('Content Security Policy');
const example = readFileSync(`.${PAGE}`, 'utf8');

let server: StaticServer;
let device: Device;
let page: Page;

beforeAll(async () => {
  server = await StaticServer.start('.', { 'content-security-policy': policy });
  const script =
    '<script type="text/plain" data-category="third_party" data-src="run.js"></script>';
  server.added.set(GATED, example.replace('</main>', `${script}</main>`));
  server.added.set('/examples/run.js', "document.body.append(document.createElement('hr'))");
});

afterAll(() => server.stop());

beforeEach(async () => {
  device = await Device.create();
  page = await visit();
});

afterEach(async () => {
  await device.destroy();
});

async function visit(path = PAGE, tab = 'A'): Promise<Page> {
  const context = await device.context();
  await context.route(`${VIDEO}*`, (route) =>
    route.fulfill({ contentType: 'text/html', body: 'Leaves' }),
  );
  const opened = await device.tab(tab);
  await opened.goto(server.origin + path);
  return opened;
}

async function choose(act: 'accept' | 'refuse'): Promise<void> {
  await page.locator(`carrel-banner [data-act=${act}]`).click();
  await page.locator('carrel-banner [data-saved]').waitFor();
}

async function withdraw(): Promise<void> {
  await page.locator('footer [data-carrel=preferences]').click();
  await page.locator('carrel-choices [data-act=refuse]').click();
  await page.locator('carrel-choices [data-saved]').waitFor();
}

const write = async (text: string, state: 'saved' | 'visit') => {
  await page.locator('#notes').fill(text);
  await page.locator(`carrel-save-state[data-state=${state}]`).waitFor();
};
const notesAre = (text: string, on = page) =>
  expect.poll(() => on.locator('#notes').inputValue(), { timeout: 10_000 }).toBe(text);
const shows = (name: string) => page.locator(name).waitFor();
const outside = () => device.requests.filter((address) => !address.startsWith(server.origin));

test('the example embeds Carrel in under ten lines, with the documented policy', () => {
  const own =
    /<meta http-equiv[^>]*>|<\w[^>]*(?:loader\.js|data-c(?:arrel|ategory))[^>]*>|<carrel-[^>]*>/g;
  const tags = example.match(own) ?? [];
  expect(tags).toHaveLength(6);
  expect(tags.join('\n').split('\n').length).toBeLessThan(10);
  expect(policyOfPage(example)).toBe(policy);
});

test('a first visit asks, stores nothing and fetches its own files alone', async () => {
  await shows('carrel-banner [data-act=refuse]');
  await shows('.carrel-placeholder');
  // The engine starts for the field, when the page has nothing better to do.
  await page.waitForFunction(() => customElements.get('carrel-save-state'));
  expect(await stores(page, 'guest')).toEqual({
    ...{ local: [], session: [], databases: [], journal: [], inbox: 0, caches: [], opfs: [] },
    snapshots: '',
  });
  expect(await (await device.context()).cookies()).toEqual([]);
  const files = device.requests.map((address) => address.replace(server.origin, ''));
  expect(files.sort()).toEqual([
    ...['/dist/pkg/banner.css', '/dist/pkg/banner.js', '/dist/pkg/carrel.js'],
    ...['/dist/pkg/engine.mjs', '/dist/pkg/engine.wasm', '/dist/pkg/loader.js'],
    ...['/dist/pkg/placeholder.js', '/examples/embed-policy.json', '/examples/embed.css', PAGE],
  ]);
  expect(device.faults).toEqual([]);
});

test('refused, the frame stays away and notes last for the visit', async () => {
  await choose('refuse');
  await write('For now', 'visit');
  await page.reload();
  await notesAre('For now');
  await shows('.carrel-placeholder');
  expect(await page.locator('iframe').getAttribute('src')).toBeNull();
  const other = await visit(PAGE, 'B');
  await other.waitForFunction(() => customElements.get('carrel-save-state'));
  await notesAre('', other);
  expect([...outside(), ...device.faults]).toEqual([]);
});

test('granted, the frame loads and a held script runs once', async () => {
  await visit(GATED);
  const ran = () => page.locator('hr').count();
  await shows('.carrel-placeholder');
  expect(await ran()).toBe(0);
  await choose('accept');
  await page.frameLocator('iframe').getByText('Leaves').waitFor();
  await expect.poll(ran).toBe(1);
  expect(await page.locator('.carrel-placeholder').count()).toBe(0);
  expect(outside()).toEqual([VIDEO]);

  await withdraw();
  await shows('.carrel-placeholder');
  expect(await page.locator('iframe').getAttribute('src')).toBeNull();
  expect(page.frames().map((frame) => frame.url())).not.toContain(VIDEO);
  expect(await ran()).toBe(1);
  await page.reload();
  await shows('.carrel-placeholder');
  expect(await ran()).toBe(0);
  expect(outside()).toEqual([VIDEO]);
  expect(device.faults).toEqual([]);
});

test('what is shown as saved outlives the browser', async () => {
  await choose('accept');
  await page.locator('#notes').pressSequentially('Red, not brown');
  await shows('carrel-save-state[data-state=saved]');
  await device.kill();
  page = await visit();
  await notesAre('Red, not brown');
  expect(device.faults).toEqual([]);
});

test('after a withdrawal notes last for the visit, as the policy says', async () => {
  await choose('accept');
  await write('Kept at first', 'saved');
  await withdraw();
  await notesAre('Kept at first');
  const journal = async () => (await stores(page, 'guest')).journal;
  await expect.poll(journal).toEqual(['consent.choice', 'consent.choice']);
  await device.kill();
  page = await visit();
  await shows('.carrel-placeholder');
  await page.waitForFunction(() => customElements.get('carrel-save-state'));
  await notesAre('');
  expect(device.faults).toEqual([]);
});

test('a second tab agrees without a reload', async () => {
  const other = await visit(PAGE, 'B');
  await other.locator('carrel-banner [data-act=refuse]').waitFor();
  await choose('accept');
  await other.locator('carrel-banner').waitFor({ state: 'detached' });
  await other.frameLocator('iframe').getByText('Leaves').waitFor();
  await write('Seen from both', 'saved');
  await notesAre('Seen from both', other);
  await withdraw();
  await other.locator('.carrel-placeholder').waitFor();
  expect(device.faults).toEqual([]);
});

test('a breach of the policy would have been seen', async () => {
  await page.evaluate(() => fetch('https://elsewhere.example/').catch(() => {}));
  await expect.poll(() => device.faults.join()).toContain('Content Security Policy');
});
