import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { readContents } from '../../web/build/content.mjs';
import { findings, missing, overflow, pagesUnder } from './support/pages';
import { choose, type People } from './support/people';
import { Server } from './support/server';
import { Visits } from './support/visits';

const LOOKS = [
  { look: 'a desk, light', colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  { look: 'a narrow phone, dark', colorScheme: 'dark', viewport: { width: 320, height: 640 } },
] as const;
const SLOW = 300_000;

const visits = new Visits(() => Server.start());

const visitor = (options: Parameters<People['visitor']>[0]) => visits.visitor({ ...options });

const facts = (page: Page) =>
  page.evaluate(() => ({
    language: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    // Controls that only a script would answer.
    dead: [...document.querySelectorAll<HTMLElement>('button, input, select, progress')]
      .filter((it) => it.checkVisibility() && !it.closest('[data-question]'))
      .map(({ id, className }) => id || className),
  }));

describe.each(readContents())('without script ($language)', (content) => {
  const { language, courses, lessons, questions, transcript } = content;
  const course = `/${language}/courses/privacy`;
  let page: Page;

  beforeAll(async () => {
    page = await visitor({ javaScriptEnabled: false });
  });

  /** What the reader misses of these texts. */
  const read = async (path: string, texts: string[]) => {
    await page.goto(path);
    return missing(page, texts);
  };

  test('every page has language, title, one first heading and leads to the other language', async () => {
    const other = language === 'en' ? 'de' : 'en';
    const titles = new Set<string>();
    for (const path of pagesUnder(language)) {
      await page.goto(path);
      const { title, ...rest } = await facts(page);
      titles.add(title);
      expect({ path, ...rest }).toEqual({ path, language, headings: 1, dead: [] });
      await page.locator(`a[data-language=${other}]`).click();
      expect(new URL(page.url()).pathname).toBe(path.replace(language, other));
      expect(await page.locator('html').getAttribute('lang')).toBe(other);
    }
    expect([titles.size, titles.has('')]).toEqual([pagesUnder(language).length, false]);
  });

  test('courses and lessons are listed', async () => {
    const about = courses.flatMap(({ title, abstract }) => [title, abstract]);
    expect(await read(`/${language}/`, about)).toEqual([]);
    const all = lessons.flatMap(({ title, summary }) => [title, summary]);
    expect(await read(`${course}/`, all)).toEqual([]);
    for (const { id, outcomes } of courses)
      expect(await read(`/${language}/courses/${id}/`, outcomes)).toEqual([]);
  });

  test('the reading can be read to its end', async () => {
    const paragraphs = content.reading.body.match(/<(p|h2)[ >].*?<\/\1>/gs) ?? [];
    expect(paragraphs.length).toBeGreaterThan(20);
    expect(await read(`${course}/reading.html`, paragraphs)).toEqual([]);
  });

  test('the lecture has captions and a transcript', async () => {
    const lines = transcript.map(({ text }) => text);
    expect(await read(`${course}/video.html`, lines)).toEqual([]);
    const tracks = await page
      .locator('video > track')
      .evaluateAll((all) =>
        (all as HTMLTrackElement[]).map(({ kind, srclang, src }) => [kind, srclang, src]),
      );
    expect(tracks.map(([kind, code]) => [kind, code])).toEqual([
      ['captions', 'en'],
      ['captions', 'de'],
    ]);
    for (const [, , src = ''] of tracks) expect(await (await fetch(src)).text()).toMatch(/^WEBVTT/);
  });

  test('thirty questions can be read, with their options and explanations', async () => {
    expect(questions).toHaveLength(30);
    const texts = questions.flatMap((it) => [it.text, ...it.options, it.explanation]);
    const plain = texts.map((text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;'));
    expect(await read(`${course}/quiz.html`, plain)).toEqual([]);
  });

  test('the discussion can be read, with who said what', async () => {
    expect(content.threads).toHaveLength(4);
    const posts = content.threads.flatMap(({ posts }) => posts);
    const texts = posts.flatMap(({ name, text }) => [name, text]);
    expect(await read(`${course}/discussion.html`, texts)).toEqual([]);
  });

  test('the essay has its task', async () => {
    expect(content.essayTask.length).toBeGreaterThan(200);
    expect(await read(`${course}/essay.html`, [content.essayTask])).toEqual([]);
  });
});

describe.each(LOOKS)('on $look', ({ look: _, ...options }) => {
  test.each(['en', 'de'])(
    'every page fits, and axe-core finds nothing (%s)',
    async (language) => {
      const page = await visitor({ ...options, bypassCSP: true });
      await page.goto(`/${language}/`);
      await page.locator('carrel-banner [data-act=refuse]').waitFor();
      expect([await findings(page), await overflow(page)]).toEqual([[], 0]);
      await choose(page, 'refuse');
      for (const path of [...pagesUnder(language), '/nowhere']) {
        await page.goto(path);
        expect([path, await findings(page), await overflow(page)]).toEqual([path, [], 0]);
      }
      await page.locator('footer [data-carrel=preferences]').click();
      await page.locator('carrel-choices [data-act=save]').waitFor();
      expect([await findings(page), await overflow(page)]).toEqual([[], 0]);
    },
    SLOW,
  );
});
