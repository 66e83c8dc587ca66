import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { values } from './support/acts';
import { findings, overflow } from './support/pages';
import { choose } from './support/people';
import { Server } from './support/server';
import { Visits } from './support/visits';

const COURSE = '/en/courses/privacy/';
const SOON = { timeout: 15_000 };

const visits = new Visits(() => Server.start());
let page: Page;

beforeEach(async () => {
  page = await visits.visitor({ bypassCSP: true });
});

const lesson = (name: string) => page.goto(`${COURSE}${name}.html`);

/** What is noted of a metric: the words or numbers of cells, after those of parts where there are any. */
function noted(metric: string, course = ''): Promise<string[]> {
  return page.evaluate(
    async ([name, of]) => {
      const carrel = await window.carrel?.engine();
      const figures = (await carrel?.aggregate())?.figures(of) ?? [];
      const figure = figures.find((one) => one.metric === name);
      return (figure?.parts ?? []).flatMap(({ part, key, marked }) =>
        marked.map((mark) => {
          const cell = mark.key || String(mark.cell);
          return figure?.parts.length === 1 ? cell : `${key || part} ${cell}`;
        }),
      );
    },
    [metric, course] as const,
  );
}

const becomes = (metric: string, wanted: string[], course = '') =>
  expect.poll(() => noted(metric, course), { ...SOON, message: metric }).toEqual(wanted);

/** Plays the first three seconds, which are more than half of the first of forty pieces. */
const watch = () =>
  page.locator('#video').evaluate(async (video: HTMLVideoElement) => {
    const event = (name: string) =>
      new Promise((resolve) => video.addEventListener(name, resolve, { once: true }));
    video.muted = true;
    const sought = event('seeked');
    video.currentTime = 0;
    await sought;
    await video.play();
    while (video.currentTime < 3) await event('timeupdate');
    video.pause();
  });

async function finish(name: string): Promise<void> {
  await lesson(name);
  await page.locator('#mark-done').click();
  await page.locator('#mark-done[aria-pressed=true]').waitFor();
}

test('a walk through the course is noted as the policy declares it', async () => {
  await lesson('reading');
  await choose(page, 'accept');
  await becomes('drop_off', ['reading'], 'privacy');
  const neither = ['forum without_unfinished', 'exercises without_unfinished'];
  await becomes('groups', neither, 'privacy');
  await becomes('session_hour', [String(new Date().getHours() + 1)]);
  await page.reload();
  await page.locator('#bookmark').click();
  await becomes('feature_used', ['bookmark 1']);
  const arm = async () => (await values(page, 'figures.arm', 'reading'))[0]?.payload;
  await expect.poll(arm, SOON).toMatchObject({ shape: 'choice' });
  const drawn = JSON.stringify(await arm()).includes('bullets') ? 'a' : 'b';

  await lesson('video');
  await watch();
  expect(await noted('rewatched', 'privacy')).toEqual([]);
  await watch();
  await becomes('rewatched', ['1'], 'privacy');
  for (const option of [2, 0]) {
    await page.locator('#recall input').nth(option).check();
    await page.locator('#recall button').click();
    await becomes('retention', [`${drawn}_kept`], 'privacy');
  }
  await becomes('groups', [...neither, 'exercises with_unfinished'], 'privacy');

  await lesson('discussion');
  const read = ['forum without_unfinished', 'forum with_unfinished'];
  const done = ['exercises without_unfinished', 'exercises with_unfinished'];
  await becomes('groups', [...read, ...done], 'privacy');

  await lesson('quiz');
  await page.locator('[data-question="1"] input').nth(1).check();
  await page.locator('#quiz-submit').click();
  const failed = Array.from({ length: 29 }, (_, i) => `${i + 1} 1`);
  await becomes('question_failed', failed, 'privacy');

  await finish('reading');
  await finish('video');
  await finish('essay');
  await becomes('drop_off', ['reading', 'video', 'quiz', 'essay', 'completed'], 'privacy');
  const ends = ['without_unfinished', 'with_unfinished', 'with_finished'];
  const both = ['forum', 'exercises'].flatMap((part) => ends.map((end) => `${part} ${end}`));
  await becomes('groups', both, 'privacy');
  const seconds = async () => (await values(page, 'figures.time')).map(({ entity }) => entity);
  await expect
    .poll(seconds, SOON)
    .toContainEqual(expect.stringMatching(/^time_on_task\/privacy\//));

  await page.goto('/en/figures.html');
  await page.locator('#course-figures table').first().waitFor();
  expect(await page.locator('#course-figures').innerText()).toContain('course finished');
  expect(await page.locator('#course-figures').innerText()).toMatch(
    /Discussion\s+yes, course finished/,
  );
  expect(await page.locator('#site-figures').innerText()).toContain('Bookmarks');
  expect([await findings(page), await overflow(page)]).toEqual([[], 0]);
  expect(visits.server.log.filter(({ route }) => route !== 'site')).toEqual([]);
});

test('the catalogue notes topics and fields, and no word that was typed', async () => {
  await page.goto('/en/');
  await choose(page, 'accept');
  await page.locator('#search').fill('Flöte');
  await page.locator('#search').press('Enter');
  await becomes('search_topic', ['music']);
  await page.locator('#search').fill('statistics');
  await page.locator('#search').press('Enter');
  await becomes('search_topic', ['statistics', 'music']);
  expect(await page.locator('#content article:visible').count()).toBe(1);
  await becomes('feature_used', ['search 1']);
  await page.locator('#search').fill('');
  await page.evaluate(() => scrollTo(0, 0));
  await page.mouse.click(1, 1);
  await expect.poll(() => noted('click_cell'), SOON).toContain('1');
  const all = JSON.stringify([...(await values(page, 'usage.marks'))]);
  expect(all).not.toMatch(/fl(ö|o)te/i);
  await page.reload();
  await expect
    .poll(() => noted('timing'), SOON)
    .toContainEqual(expect.stringMatching(/^load desk_/));
});

test('the discussion alone makes a reader of the forum, once that may be noted', async () => {
  await lesson('discussion');
  expect(await noted('groups', 'privacy')).toEqual([]);
  await choose(page, 'on-device');
  const reader = ['forum with_unfinished', 'exercises without_unfinished'];
  await becomes('groups', reader, 'privacy');
  await becomes('drop_off', [], 'privacy');
});

test('an error is noted by its kind alone', async () => {
  await page.goto('/en/');
  await choose(page, 'accept');
  await page.evaluate(() => {
    setTimeout(() => reportError(new RangeError('Jane Doe')));
  });
  await becomes('script_error', ['range 1']);
});

test('who keeps everything on the device has figures, and the site has none', async () => {
  await lesson('reading');
  await choose(page, 'on-device');
  await becomes('drop_off', ['reading'], 'privacy');
  await page.goto('/en/');
  await page.mouse.click(1, 1);
  await page.goto('/en/figures.html');
  await page.locator('#course-figures table').first().waitFor();
  expect(await values(page, 'usage.marks')).toEqual([]);
  expect(await page.locator('#site-figures table').count()).toBe(0);
});

test('who refuses is noted nowhere, and no page opens the engine for that', async () => {
  await lesson('reading');
  await choose(page, 'refuse');
  const files: string[] = [];
  page.on('request', (request) => files.push(new URL(request.url()).pathname));
  await lesson('discussion');
  await page.goto('/en/');
  await page.mouse.click(1, 1);
  await page.locator('#search').fill('Musik');
  await page.locator('#search').press('Enter');
  await page.waitForLoadState('networkidle');
  expect(files.filter((file) => file.endsWith('.wasm'))).toEqual([]);
  await lesson('reading');
  for (const item of ['figures.marks', 'figures.time', 'figures.arm', 'usage.marks'])
    expect(await values(page, item)).toEqual([]);
});
