import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { values } from './support/acts';
import { choose } from './support/people';
import { StaticServer } from './support/static';
import { stores } from './support/stores';
import { Visits } from './support/visits';

const SOON = { timeout: 15_000 };
/** A page of the site that leaves the stores alone. */
const ASIDE = '/policy.json';
const HOME = '/en/courses/privacy/essay.html';
const NOTHING = {
  ...{ local: [], session: [], databases: [], journal: [], inbox: 0, opfs: [], snapshots: '' },
};

const visits = new Visits(() => StaticServer.start('dist/site'));
let page: Page;

beforeEach(async () => {
  page = await visits.visitor();
  await page.goto(HOME);
});

const said = (of: Page) => expect.poll(() => of.locator('#save-state').innerText(), SOON);

async function write(of: Page, text: string): Promise<void> {
  await of.locator('#essay').fill(text);
  await said(of).toBe('Saved');
}

async function another(): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(visits.server.origin + HOME);
  return other;
}

/** Enough for a snapshot. */
const record = (of: Page, count: number) =>
  of.evaluate(async (n) => {
    const carrel = await window.carrel?.engine();
    for (let at = 1; at <= n; at++)
      await carrel?.record('progress.place', `page/${at}`, { shape: 'position', at, of: n });
  }, count);

const forget = (of: Page) =>
  of.evaluate(async () => (await window.carrel?.engine())?.forgetEverything());

async function held(): Promise<unknown> {
  const { caches: _, ...rest } = await stores(page, 'guest');
  return rest;
}

test('one tab forgets for both: nothing can be read, and nothing is written back', async () => {
  await choose(page, 'accept');
  await write(page, 'The diary of Anne');
  const other = await another();
  await expect.poll(() => other.locator('#essay').inputValue(), SOON).toBe('The diary of Anne');
  await record(page, 300);
  await expect
    .poll(async () => (await stores(page, 'guest')).snapshots, SOON)
    .toContain('progress');
  await write(other, 'The diary of Anne Frank');
  await forget(page);
  for (const tab of [page, other]) {
    await said(tab).toContain('has been forgotten');
    expect(await tab.locator('#essay').inputValue()).toBe('');
    expect(await tab.evaluate(() => window.carrel?.allowed('functional'))).toBe(false);
    await tab.locator('#essay').fill('Written after it');
  }
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  await page.goto(ASIDE);
  await other.goto(visits.server.origin + ASIDE);
  await expect.poll(held, SOON).toEqual(NOTHING);
  await page.goto(HOME);
  expect(await values(page, 'progress.place')).toEqual([]);
  expect(await page.locator('#essay').inputValue()).toBe('');
  await choose(page, 'accept');
  await write(page, 'A new one');
  await page.reload();
  await expect.poll(() => page.locator('#essay').inputValue(), SOON).toBe('A new one');
});

test('a page in the back/forward cache brings nothing back', async () => {
  await choose(page, 'accept');
  await write(page, 'The diary of Anne');
  await page.locator('.brand').first().click();
  await page.waitForURL('**/en/');
  const other = await another();
  await expect.poll(() => other.locator('#essay').inputValue(), SOON).toBe('The diary of Anne');
  await forget(other);
  await other.close();
  await page.goBack();
  await page.waitForURL(`**${HOME}`);
  await page.locator('#essay').fill('Written after it');
  await page.goto(ASIDE);
  expect(await held()).toMatchObject({ local: [], journal: [] });
});

test('the visits of all tabs are forgotten, those after a refusal too', async () => {
  await choose(page, 'refuse');
  const other = await another();
  for (const tab of [page, other]) {
    await tab.locator('#essay').fill('For now');
    await said(tab).toContain('this visit');
  }
  await forget(page);
  await said(other).toContain('has been forgotten');
  expect(await other.evaluate(() => sessionStorage.length)).toBe(0);
  await page.goto(ASIDE);
  await other.goto(visits.server.origin + ASIDE);
  await expect.poll(held, SOON).toEqual(NOTHING);
});

test('a profile that is encrypted can be forgotten without its passphrase', async () => {
  await choose(page, 'accept');
  await write(page, 'The diary of Anne');
  await page.evaluate(async () => (await window.carrel?.engine())?.encrypt('correct horse'));
  await page.goto('/en/privacy.html');
  // A text: what is written as a function has its imports rewritten by the test runner.
  await page.evaluate("import('/carrel/carrel.js').then((own) => own.forgetEverything('guest'))");
  await page.goto(ASIDE);
  await expect.poll(held, SOON).toEqual(NOTHING);
});

test('the privacy page forgets everything, once the person has said so twice', async () => {
  await choose(page, 'accept');
  await write(page, 'The diary of Anne');
  await page.evaluate(() => caches.open('carrel-course-privacy'));
  await page.goto('/en/privacy.html');
  await page.locator('#forget').click();
  await page.locator('dialog.ask .button').last().click();
  await page.locator('dialog.ask').waitFor({ state: 'detached' });
  expect(await values(page, 'draft.text')).toHaveLength(1);
  await page.locator('#forget').click();
  await page.locator('dialog.ask .button.primary').click();
  await page.waitForEvent('load');
  await page.goto(ASIDE);
  await expect.poll(held, SOON).toEqual(NOTHING);
  expect((await stores(page, 'guest')).caches).not.toContain('carrel-course-privacy');
});
