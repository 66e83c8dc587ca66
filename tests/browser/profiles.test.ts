import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { choose, signIn } from './support/people';
import { Server } from './support/server';
import { stores } from './support/stores';
import { Visits } from './support/visits';

const SOON = { timeout: 15_000 };
const ESSAY = '/en/courses/privacy/essay.html';
const SIGN_IN = '/en/sign-in.html';

const visits = new Visits(() => Server.start());
let page: Page;

beforeEach(async () => {
  page = await visits.visitor();
});

const text = (of: Page) => expect.poll(() => of.locator('#essay').inputValue(), SOON);
const saved = (of: Page) => expect.poll(() => of.locator('#save-state').innerText(), SOON);

async function write(of: Page, words: string): Promise<void> {
  await of.locator('#essay').fill(words);
  await saved(of).toBe('Saved');
}

async function another(): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(visits.server.origin + ESSAY);
  return other;
}

/** Leaves the page at the panel of whoever has signed in. */
async function enter(name: string): Promise<void> {
  await page.goto(SIGN_IN);
  await signIn(page, name);
  await page.goto(SIGN_IN);
  await page.locator('#signed-in-name', { hasText: name }).waitFor();
}

async function signOut(): Promise<void> {
  await page.goto(SIGN_IN);
  await page.locator('#sign-out').click();
  await page.locator('#sign-in-name').waitFor();
}

/** What the guest's stores still hold. */
async function ofGuest(): Promise<string[]> {
  const { local, session, databases } = await stores(page, 'guest');
  return [...local, ...session, ...databases].filter((name) => name.includes('guest'));
}

test('two people and a guest see their own, in every tab', async () => {
  await page.goto(ESSAY);
  await choose(page, 'accept');
  await write(page, 'Of the guest');
  const other = await another();
  await text(other).toBe('Of the guest');

  await enter('anna');
  await text(other).toBe('');
  await page.goto(ESSAY);
  await choose(page, 'accept');
  await write(page, 'Of Anna');
  await text(other).toBe('Of Anna');

  await signOut();
  await text(other).toBe('Of the guest');
  await enter('bert');
  await text(other).toBe('');
  await page.goto(ESSAY);
  await choose(page, 'accept');
  await write(page, 'Of Bert');
  await signOut();

  for (const [name, words] of [
    ['anna', 'Of Anna'],
    ['bert', 'Of Bert'],
  ] as const) {
    await enter(name);
    await page.goto(ESSAY);
    await text(page).toBe(words);
    await text(other).toBe(words);
    await signOut();
  }
  await page.goto(ESSAY);
  await text(page).toBe('Of the guest');
  for (const name of ['anna', 'bert'])
    for (const { result } of await visits.server.statements(name))
      expect(JSON.stringify(result ?? '')).not.toContain('guest');
});

test('what is typed at the very moment of signing out is never the next one’s', async () => {
  await enter('carl');
  await page.goto(ESSAY);
  await choose(page, 'accept');
  await write(page, 'Of Carl');
  const other = await another();
  await text(other).toBe('Of Carl');
  await page.goto(SIGN_IN);
  await page.locator('#signed-in-name', { hasText: 'carl' }).waitFor();
  await Promise.all([page.locator('#sign-out').click(), other.locator('#essay').fill('Of Carl!')]);
  await page.locator('#sign-in-name').waitFor();
  await text(other).toBe('');
  await page.goto(ESSAY);
  await choose(page, 'accept');
  expect(await page.locator('#essay').inputValue()).toBe('');
  expect((await stores(page, 'guest')).journal).not.toContain('draft.text');
});

test('signing out ends the visit', async () => {
  await enter('dora');
  await page.goto(ESSAY);
  await choose(page, 'refuse');
  await page.locator('#essay').fill('For this visit');
  await saved(page).toContain('this visit');
  await signOut();
  expect((await stores(page, 'guest')).session).toEqual([]);
});

test('a way back shows nobody else’s page', async () => {
  await enter('emma');
  await page.goto(ESSAY);
  await choose(page, 'accept');
  await write(page, 'Of Emma');
  await signOut();
  await page.goBack();
  await page.waitForURL(`**${ESSAY}`).catch(() => page.goBack());
  await text(page).toBe('');
});

test('a guest’s work is taken along on request, and stays until it may be kept', async () => {
  await page.goto(ESSAY);
  await choose(page, 'accept');
  await write(page, 'Of the guest');
  const other = await another();
  await enter('fred');
  expect(await other.locator('#essay').inputValue()).toBe('');
  await page.locator('#guest-work-take').click();
  await expect
    .poll(() => page.locator('#guest-work-status').innerText(), SOON)
    .toContain('Not all');
  await choose(page, 'accept');
  await page.locator('#guest-work-take').click();
  await expect.poll(() => page.locator('#guest-work-status').innerText(), SOON).toContain('Done.');
  await page.locator('#go-on').click();
  await page.goto(ESSAY);
  await text(page).toBe('Of the guest');
  await text(other).toBe('Of the guest');
  await expect.poll(ofGuest, SOON).toEqual([]);
  await signOut();
  await page.goto(ESSAY);
  expect(await page.locator('#essay').inputValue()).toBe('');
  await enter('fred');
  expect(await page.locator('#guest-work').isHidden()).toBe(true);
});

test('nobody is asked about a guest who has done nothing', async () => {
  await enter('gina');
  await page.evaluate(async () => (await window.carrel?.engine())?.guestWork());
  expect(await page.locator('#guest-work').isHidden()).toBe(true);
  expect(visits.people.faults).toEqual([]);
});
