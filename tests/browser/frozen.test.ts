import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { choose, signIn } from './support/people';
import { Server } from './support/server';
import { Visits } from './support/visits';

const SOON = { timeout: 30_000 };
const LESSONS = '/en/courses/privacy/';

const visits = new Visits(() => Server.start());

/** Resolves once the page's engine runs; the first of a profile leads. */
async function visit(page: Page, lesson: string): Promise<void> {
  await page.goto(`${LESSONS}${lesson}.html`);
  await page.evaluate(async () => void (await window.carrel?.engine()));
}

/** Nothing runs in the page for longer than another waits for it; headless freezing stops less. */
const block = (page: Page) =>
  page.evaluate(() => {
    const end = performance.now() + 22_000;
    while (performance.now() < end);
  });

/** How many hold the leader's lock, and how many wait for it. */
const leads = (page: Page) =>
  page.evaluate(async () => {
    const { held = [], pending = [] } = await navigator.locks.query();
    return [held, pending].map((of) => of.filter(({ name }) => name?.endsWith('/leader')).length);
  });

const completed = async (name: string) =>
  (await visits.server.statements(name))
    .filter(({ verb }) => verb.id.endsWith('/completed'))
    .map(({ object }) => object.id.split('/').at(-1))
    .sort();

test('what is done beside a frozen leader is sent, and once it is back it leads on', async () => {
  const leader = await visits.visitor();
  await leader.goto('/en/sign-in.html');
  await signIn(leader, 'anna');
  await visit(leader, 'reading');
  await choose(leader, 'accept');
  const other = await leader.context().newPage();
  await visit(other, 'video');
  await expect.poll(() => leads(other), SOON).toEqual([1, 1]);
  await leader.locator('#mark-done').click();
  await expect.poll(() => completed('anna'), SOON).toEqual(['reading']);

  let back = false;
  const blocked = block(leader).then(() => {
    back = true;
  });
  await other.locator('#mark-done').click();
  await expect.poll(() => completed('anna'), SOON).toEqual(['reading', 'video']);
  expect(back).toBe(false);
  expect(await leads(other)).toEqual([1, 1]);

  await blocked;
  await visit(other, 'essay');
  await other.locator('#mark-done').click();
  await expect.poll(() => completed('anna'), SOON).toEqual(['essay', 'reading', 'video']);
  expect(visits.server.log.filter(({ status }) => status >= 400 && status !== 404)).toEqual([]);
  expect(visits.people.faults).toEqual([]);
});
