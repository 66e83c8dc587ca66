import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { choose } from './support/people';
import { Server } from './support/server';
import { Visits } from './support/visits';

const visits = new Visits(() => Server.start());
let page: Page;

beforeAll(async () => {
  page = await visits.visitor();
  await page.goto('/en/courses/privacy/');
  await choose(page, 'accept');
  await page.locator('#keep-offline').click();
  await page.locator('#keep-offline[aria-pressed=true]').waitFor();
  await page.context().setOffline(true);
});

const LESSONS = ['', 'reading.html', 'quiz.html', 'essay.html', 'video.html', 'discussion.html'];

const sought = (second: number) =>
  page.locator('#video').evaluate(async (video: HTMLVideoElement, to) => {
    const done = new Promise((resolve) => video.addEventListener('seeked', resolve));
    video.currentTime = to;
    await done;
    return video.currentTime;
  }, second);

const range = (bytes: string) =>
  page.evaluate(async (Range) => {
    const answer = await fetch('/media/lecture.webm', { headers: { Range } });
    return [answer.status, (await answer.arrayBuffer()).byteLength];
  }, bytes);

test('a kept course opens in both languages', async () => {
  for (const language of ['en', 'de']) {
    for (const lesson of LESSONS) {
      await page.goto(`/${language}/courses/privacy/${lesson}`);
      expect(await page.locator('body').getAttribute('data-course')).toBe('privacy');
    }
  }
});

test('the kept lecture can be sought, with its captions', async () => {
  await page.goto('/de/courses/privacy/video.html');
  await page.waitForFunction(() => document.querySelector('video')?.duration);
  expect(await sought(100.5)).toBeCloseTo(100.5, 2);
  expect(await sought(10)).toBeCloseTo(10, 2);
  expect(await range('bytes=100-199')).toEqual([206, 100]);
  expect(await range('bytes=-50')).toEqual([206, 50]);
  await page.waitForFunction(() => document.querySelector('video')?.textTracks[1]?.cues?.length);
});

test('the place is found again', async () => {
  await page.goto('/en/courses/privacy/video.html');
  await page.waitForFunction(() => document.querySelector('video')?.duration);
  await sought(64);
  await page.locator('#save-state[data-state=saved]').waitFor();
  await page.reload();
  await page.waitForFunction(() => document.querySelector('video')?.currentTime === 64);
});

test('what was not kept says so, in its language', async () => {
  await page.goto('/de/nowhere.html');
  expect(await page.locator('h1').innerText()).toBe('Nicht auf diesem Gerät');
});

test('the course can be removed again', async () => {
  await page.goto('/en/courses/privacy/');
  await page.locator('#keep-offline[aria-pressed=true]').click();
  await page.locator('#keep-offline[aria-pressed=false]').waitFor();
  expect(await page.evaluate(() => caches.has('carrel-course-privacy'))).toBe(false);
});
