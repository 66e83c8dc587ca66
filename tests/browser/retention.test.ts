import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { values } from './support/acts';
import { entries, JOURNAL, SNAPSHOTS } from './support/databases';
import { choose, People } from './support/people';
import { Server } from './support/server';

const ESSAY = '/en/courses/privacy/essay.html';
const SOON = { timeout: 15_000 };
const A_YEAR = 366 * 86_400_000;

let server: Server;
let people: People;
let page: Page;

beforeAll(async () => {
  server = await Server.start();
  people = await People.invite();
  page = await people.visitor({ baseURL: server.origin });
});

afterAll(async () => {
  await people.leave();
  await server.stop();
});

const text = (bytes: readonly number[]) => String.fromCharCode(...bytes);
const webStorage = () =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]));

/** Whatever the browser's stores still hold of it, as a text. */
async function traces(word: string): Promise<string[]> {
  const [frames, files] = [await entries(page, JOURNAL), await entries(page, SNAPSHOTS)];
  const stored = [...frames, ...files].map(({ bytes }) => text(bytes));
  return [...stored, await webStorage()].filter((one) => one.includes(word));
}

test('what was kept for its time is in no store of the browser any more', async () => {
  await page.goto(ESSAY);
  await choose(page, 'accept');
  await page.evaluate(async () => {
    const engine = await window.carrel?.engine();
    await engine?.record('pref.theme', 'profile', { shape: 'choice', value: 'dark' });
    for (let at = 1; at <= 600; at++)
      await engine?.record('progress.place', 'page/1', { shape: 'position', at, of: 600 });
    await engine?.record('draft.text', 'essay/1', {
      shape: 'draft',
      text: 'ephemeral',
      state: 'open',
    });
  });
  const compacted = async () => (await entries(page, SNAPSHOTS)).length > 1;
  await expect.poll(compacted, SOON).toBe(true);
  expect((await traces('progress.place')).length).toBeGreaterThan(0);
  expect((await traces('ephemeral')).length).toBeGreaterThan(0);
  expect(await webStorage()).toContain('pref.theme');

  const later = Date.now() + A_YEAR;
  await page.context().clock.setFixedTime(later);
  await page.reload();
  await expect.poll(() => values(page, 'progress.place'), SOON).toEqual([]);
  for (const word of ['progress.place', 'ephemeral', 'pref.theme'])
    await expect.poll(() => traces(word), SOON).toEqual([]);
});
