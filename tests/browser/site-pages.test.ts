import { readFile } from 'node:fs/promises';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { People } from './support/people';
import { Server } from './support/server';

const PAGES = [
  '',
  'privacy.html',
  'figures.html',
  'insights.html',
  'sign-in.html',
  'offline.html',
  'platforms/',
  'platforms/p.html',
  'platforms/f.html',
  'courses/maps/',
  'courses/privacy/',
  'courses/privacy/reading.html',
  'courses/privacy/video.html',
  'courses/privacy/quiz.html',
  'courses/privacy/essay.html',
  'courses/privacy/discussion.html',
];
const LOOKS = [
  { look: 'a desk, light', colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  { look: 'a phone, dark', colorScheme: 'dark', viewport: { width: 390, height: 844 } },
] as const;
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let server: Server;
let people: People;
let axe: string;

beforeAll(async () => {
  server = await Server.start();
  people = await People.invite();
  axe = await readFile('node_modules/axe-core/axe.min.js', 'utf8');
});

afterAll(async () => {
  await people.leave();
  await server.stop();
});

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(async (values): Promise<AxeResults> => {
    const { axe: runner } = window as unknown as { axe: typeof import('axe-core') };
    return runner.run(document, { runOnly: { type: 'tag', values } });
  }, TAGS);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}

describe.each(LOOKS)('on $look', ({ look: _, ...options }) => {
  test.each(['en', 'de'])('every page is accessible and fits its window (%s)', async (language) => {
    const page = await people.visitor({ ...options, bypassCSP: true });
    for (const path of PAGES) {
      await page.goto(`${server.origin}/${language}/${path}`);
      await page.locator('carrel-banner [data-act=refuse]').waitFor();
      await page.locator('.settings summary').click();
      expect(await findings(page), path).toEqual([]);
      const over = () => document.documentElement.scrollWidth - innerWidth;
      expect(await page.evaluate(over), path).toBeLessThanOrEqual(0);
    }
  });
});

test('everything can be read without script', async () => {
  const page = await people.visitor({ javaScriptEnabled: false });
  const course = `${server.origin}/en/courses/privacy`;
  const text = (selector: string) => page.locator(selector).innerText();

  await page.goto(`${server.origin}/`);
  expect(await page.locator('main a').count()).toBe(2);
  await page.goto(`${course}/reading.html`);
  expect((await text('.prose')).split(/\s+/).length).toBeGreaterThan(900);
  await page.goto(`${course}/video.html`);
  expect(await text('.transcript')).toContain('minimise');
  await page.goto(`${course}/quiz.html`);
  expect(await page.locator('fieldset:visible').count()).toBe(30);
  await page.locator('.explanation summary').first().click();
  expect(await text('.explanation >> nth=0')).toContain('Warren and Brandeis');
  await page.goto(`${course}/essay.html`);
  expect(await text('.task')).toContain('300 to 600 words');
  expect(await text('noscript')).toContain('JavaScript');
});

test('pages load without a fault', () => {
  expect(people.faults).toEqual([]);
});
