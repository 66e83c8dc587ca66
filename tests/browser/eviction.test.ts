import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { choose } from './support/people';
import { StaticServer } from './support/static';
import { Visits } from './support/visits';

const SOON = { timeout: 15_000 };
/** A page of the site that leaves the stores alone. */
const ASIDE = '/policy.json';
const ESSAY = '/en/courses/privacy/essay.html';
const PRIVACY = '/en/privacy.html';

const visits = new Visits(() => StaticServer.start('dist/site'));
let page: Page;

beforeAll(async () => {
  page = await visits.visitor();
});

const said = () => expect.poll(() => page.locator('#save-state').innerText(), SOON);
const report = () => expect.poll(() => page.locator('#storage').innerText(), SOON);

test('the browser is asked to spare the site when something is kept, and the answer shown', async () => {
  await page.addInitScript(() => {
    const asked = () => Number(sessionStorage.getItem('asked'));
    StorageManager.prototype.persist = async () => {
      sessionStorage.setItem('asked', String(asked() + 1));
      return false;
    };
  });
  const asked = () => expect.poll(() => page.evaluate(() => sessionStorage.getItem('asked')), SOON);
  await page.goto(ESSAY);
  await page.evaluate(async () => (await window.carrel?.engine())?.stored());
  await asked().toBe(null);
  await choose(page, 'accept');
  await asked().toBe('1');
  await page.locator('#essay').fill('Once upon a time');
  await said().toBe('Saved');
  await page.reload();
  await page.locator('#essay').fill('Twice upon a time');
  await said().toBe('Saved');
  await asked().toBe('1');
  await page.goto(PRIVACY);
  await report().toContain('has not promised');
});

test('a database that the browser has deleted is missed, and said to be', async () => {
  await page.goto(PRIVACY);
  await report().toContain('MB in use');
  expect(await page.locator('#storage').innerText()).not.toMatch(/deleted|private window/);
  await page.goto(ASIDE);
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        indexedDB.deleteDatabase('carrel/guest').onsuccess = resolve;
      }),
  );
  await page.goto(ESSAY);
  await said().toContain('has deleted');
  await page.goto(PRIVACY);
  await report().toContain('has deleted');
  await choose(page, 'accept');
  await page.goto(ESSAY);
  await page.locator('#essay').fill('Thrice upon a time');
  await said().toBe('Saved');
  await page.goto(PRIVACY);
  await report().toContain('MB in use');
  expect(await page.locator('#storage').innerText()).not.toContain('deleted');
});
