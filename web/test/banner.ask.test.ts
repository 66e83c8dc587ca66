import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { textsHash } from '../src/banner/texts';
import type { InboxChoice } from '../src/shared/types';
import { shadowTexts, signal, violations } from './support/checks';
import { Lab } from './support/chromium';

type ContextOptions = Parameters<Lab['visitor']>[0];

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  const body = '<body><main><h1>Course</h1></main><footer><button data-carrel="preferences">Open';
  lab.page('/', body);
  lab.page('/de', body, 'data-lang="de-CH"');
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

async function asked(
  options?: ContextOptions,
  path = '/',
  prepare?: (page: Page) => Promise<void>,
) {
  const page = await (await lab.visitor(options)).newPage();
  await prepare?.(page);
  await page.goto(path);
  await page.waitForSelector('carrel-banner [data-act=refuse]');
  return page;
}

const surface = (page: Page) =>
  page
    .locator('carrel-banner section')
    .evaluate((section) => getComputedStyle(section).backgroundColor);

/** The choice that waits while the engine is not to be had. */
async function chosen(page: Page, act: string): Promise<InboxChoice> {
  await page.route('**/carrel.js', (route) => route.abort());
  await page.click(`carrel-banner [data-act=${act}]`);
  await page.waitForSelector('carrel-banner [data-failed]');
  return page.evaluate(async () => {
    const opening = indexedDB.open('carrel/guest');
    await new Promise((resolve) => {
      opening.onsuccess = resolve;
    });
    const all = opening.result.transaction('inbox').objectStore('inbox').getAll();
    await new Promise((resolve) => {
      all.onsuccess = resolve;
    });
    return all.result[0];
  });
}

describe('the banner', () => {
  it('offers accept, refuse and keep on this device alike', async () => {
    const page = await asked();
    const looks = await page.evaluate(() => {
      const root = document.querySelector('carrel-banner')?.shadowRoot;
      return ['accept', 'refuse', 'on-device'].map((act) => {
        const button = root?.querySelector(`[data-act="${act}"]`);
        if (!button) return null;
        const { width, height } = button.getBoundingClientRect();
        const { color, backgroundColor, border, font } = getComputedStyle(button);
        const size = [Math.round(width), Math.round(height)];
        return [button.localName, ...size, color, backgroundColor, border, font];
      });
    });
    expect(looks[1]).toEqual(looks[0]);
    expect(looks[2]).toEqual(looks[0]);
  });

  it('comes first, in a labelled region, and traps nobody', async () => {
    const page = await asked();
    await page.getByRole('region', { name: 'Your privacy, your choice' }).waitFor();
    for (let i = 0; i < 5; i++) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Open');
  });

  it('runs under a strict security policy', async () => {
    let stopped: string[] = [];
    const page = await asked({}, '/', async (fresh) => {
      stopped = await violations(fresh);
    });
    await page.click('carrel-banner [data-act=choose]');
    await page.waitForSelector('carrel-choices dialog[open]');
    expect(stopped).toEqual([]);
  });

  it('leaves room below the page for what it covers', async () => {
    const page = await asked();
    const paddings = () =>
      page.evaluate(() => {
        const { paddingBottom, scrollPaddingBottom } = getComputedStyle(document.documentElement);
        return [paddingBottom, scrollPaddingBottom].map(Number.parseFloat);
      });
    const height = (await page.locator('carrel-banner section').boundingBox())?.height ?? 0;
    expect(await paddings()).toEqual([Math.ceil(height), Math.ceil(height)]);
    await page.click('carrel-banner [data-act=refuse]');
    await page.waitForSelector('carrel-banner', { state: 'detached' });
    expect((await paddings())[0]).toBe(0);
  });

  it('speaks German', async () => {
    const page = await asked({}, '/de');
    await page.getByRole('button', { name: 'Alle ablehnen' }).waitFor();
    expect(await page.getAttribute('carrel-banner', 'lang')).toBe('de-CH');
  });

  it('follows the theme of the page', async () => {
    const page = await asked();
    const light = await surface(page);
    await page.evaluate(() => {
      document.documentElement.dataset['theme'] = 'dark';
    });
    await page.waitForSelector('carrel-banner[data-theme=dark]', { state: 'attached' });
    expect(await surface(page)).not.toBe(light);
  });
});

it('takes colours that the page has under the same names', async () => {
  const rules = ':root{--surface:rgb(1,2,3)}carrel-banner{--carrel-surface:var(--surface)}';
  lab.text('/page.css', 'text/css', rules);
  lab.page('/coloured', '<link rel="stylesheet" href="/page.css"><body><h1>Course</h1>');
  const page = await asked({}, '/coloured');
  expect(await surface(page)).toBe('rgb(1, 2, 3)');
});

describe('a choice in the banner', () => {
  it.each([
    ['accept', 'granted', ['resume', 'drafts', 'video']],
    ['refuse', 'refused', []],
    ['on-device', 'on_device', ['resume', 'drafts']],
  ])('%s is %s', async (act, choice, purposes) => {
    expect(await chosen(await asked(), act)).toMatchObject({ choice, purposes });
  });

  it('is bound to the policy and to the texts shown', async () => {
    const page = await asked();
    const texts = await shadowTexts(page, 'carrel-banner');
    expect(texts).toContain('Refuse all');
    const { policy } = await chosen(page, 'refuse').then(async (made) => {
      expect(made.texts).toBe(await textsHash(texts));
      return made;
    });
    expect(policy).toMatch(/^[0-9a-f]{64}$/);
  });

  it('to accept all leaves off what Global Privacy Control refuses, and says so', async () => {
    const page = await asked({}, '/', signal);
    await page.getByText('leaves Third-party services off').waitFor();
    expect((await chosen(page, 'accept')).purposes).toEqual(['resume', 'drafts']);
  });

  it('that failed can be made again', async () => {
    const page = await asked();
    await chosen(page, 'refuse');
    await page.unroute('**/carrel.js');
    await page.click('carrel-banner [data-act=refuse]');
    await page.waitForSelector('carrel-banner [data-saved]');
    await page.waitForSelector('carrel-banner', { state: 'detached' });
  });
});
