import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose, People } from './support/people';
import { StaticServer } from './support/static';

/** What a page may load by itself; `other` is its icon. */
const PASSIVE = [
  'document',
  'font',
  'image',
  'media',
  'other',
  'script',
  'stylesheet',
  'texttrack',
];

let server: StaticServer;
let people: People;
let page: Page;
const requests: { type: string; origin: string }[] = [];

beforeAll(async () => {
  server = await StaticServer.start('dist/local');
  people = await People.invite();
  page = await people.visitor({ baseURL: server.origin });
  page.on('request', (request) =>
    requests.push({ type: request.resourceType(), origin: new URL(request.url()).origin }),
  );
});

afterAll(async () => {
  await people.leave();
  await server.stop();
});

test('the root leads to a language', async () => {
  await page.goto('/index.html');
  await page.waitForURL('**/en/index.html');
});

test('work is kept, and handing in says that nothing is sent', async () => {
  await page.goto('/en/courses/privacy/essay.html');
  await choose(page, 'accept');
  await page.locator('#essay').fill('Kept here.');
  await page.locator('#save-state[data-state=saved]').waitFor();
  await page.reload();
  await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Kept here.');
  await page.locator('#essay-submit').click();
  await expect
    .poll(() => page.locator('#essay-status').innerText())
    .toContain('This build of the site sends nothing.');
});

test('the privacy page lists every request since the page was loaded', async () => {
  await page.goto('/en/privacy.html');
  await page.locator('#requests tbody tr').nth(5).waitFor();
  const listed = await page.locator('#requests tbody th').allInnerTexts();
  expect(listed[0]).toBe('/en/privacy.html');
  expect(listed).toContain('/carrel/carrel.js');
  expect(await page.locator('#stored-now tbody').innerText()).toContain('Drafts');
});

test('nothing was fetched, and the policy of the page was never broken', () => {
  expect(requests.filter(({ type }) => !PASSIVE.includes(type))).toEqual([]);
  expect(requests.filter(({ origin }) => origin !== server.origin)).toEqual([]);
  expect(people.faults).toEqual([]);
});
