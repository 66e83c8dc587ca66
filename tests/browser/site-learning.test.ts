import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { values } from './support/acts';
import { findings } from './support/pages';
import { choose } from './support/people';
import { Server } from './support/server';
import { Visits } from './support/visits';

const COURSE = '/en/courses/privacy/';
const VIDEO = `${COURSE}video.html`;
const READING = `${COURSE}reading.html`;
const SOON = { timeout: 15_000 };

const visits = new Visits(() => Server.start());
let one: Page;
let two: Page;

beforeEach(async () => {
  one = await visits.visitor({ bypassCSP: true });
  await one.goto(READING);
  await choose(one, 'accept');
  two = await one.context().newPage();
});

/** Plays from one second on until it has come a second further. */
async function watch(page: Page, from: number): Promise<void> {
  await page.locator('#video').evaluate(async (video: HTMLVideoElement, second) => {
    const event = (name: string) =>
      new Promise((resolve) => video.addEventListener(name, resolve, { once: true }));
    video.muted = true;
    const sought = event('seeked');
    video.currentTime = second;
    await sought;
    await video.play();
    while (video.currentTime < second + 1) await event('timeupdate');
    const paused = event('pause');
    video.pause();
    await paused;
  }, from);
}

const spans = async (page: Page) => {
  const [watched] = await values(page, 'progress.watched', 'video');
  return watched?.payload.shape === 'intervals' ? watched.payload.spans : [];
};
const minutes = async (page: Page) =>
  (await spans(page)).map(([from]) => Math.round(from / 60_000));
const bars = (page: Page) => page.locator('#watched-strip rect').count();
const pressed = (page: Page) => page.locator('#bookmark').getAttribute('aria-pressed');

test('what was watched in two tabs is one strip, which says how much it is', async () => {
  await one.goto(VIDEO);
  await two.goto(VIDEO);
  await watch(one, 0);
  await watch(two, 60);
  for (const page of [one, two]) {
    await expect.poll(() => minutes(page), SOON).toEqual([0, 1]);
    await expect.poll(() => bars(page), SOON).toBe(2);
    expect(await page.locator('#watched-share').innerText()).toBe('1 % watched');
  }
  await one.reload();
  await expect.poll(() => bars(one), SOON).toBe(2);
  expect(await findings(one)).toEqual([]);
  expect(visits.server.log.filter(({ route }) => route !== 'site')).toEqual([]);
});

test('a bookmark is set and removed in either tab, and listed in the course', async () => {
  await one.reload();
  await two.goto(READING);
  await one.locator('#bookmark').click();
  await expect.poll(() => pressed(two), SOON).toBe('true');
  await two.locator('#bookmark').click();
  await expect.poll(() => pressed(one), SOON).toBe('false');
  await one.locator('#bookmark').click();
  await two.goto(COURSE);
  const bookmarks = two.locator('#bookmarks');
  await bookmarks.waitFor();
  expect(await bookmarks.locator('a:visible').allInnerTexts()).toEqual(['Walls, not promises']);
  expect(await findings(two)).toEqual([]);
  await one.locator('#bookmark').click();
  await bookmarks.waitFor({ state: 'hidden' });
});

test('a bookmark that is set outlives its removal in a tab that had not seen that', async () => {
  await two.goto(READING);
  await one.locator('#bookmark').click();
  await expect.poll(() => pressed(two), SOON).toBe('true');
  // Neither is told of the other.
  for (const page of [one, two])
    await page.evaluate(() => {
      BroadcastChannel.prototype.postMessage = () => {};
    });
  await one.locator('#bookmark').click();
  await one.locator('#bookmark').click();
  await two.locator('#bookmark').click();
  // It is shown as removed until that tab has read what stands before in the journal.
  for (const page of [one, two]) {
    await page.locator('#save-state[data-state=saved]').waitFor();
    await page.reload();
    await expect.poll(() => pressed(page), SOON).toBe('true');
  }
});
