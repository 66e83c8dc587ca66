import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from './support/chromium';

const DAY = 86_400_000;
const NOW = Date.now();
const iso = (days: number) => new Date(NOW - days * DAY).toISOString();

type Cookies = Record<string, string>;

const CC = (categories: string[]): Cookies => ({
  cc_cookie: encodeURIComponent(
    JSON.stringify({
      ...{ categories, revision: 0, data: null, consentTimestamp: iso(30) },
      ...{ consentId: '8090b806-4c32-4a22-b19a-03b865f45dbf', services: {}, languageCode: 'en' },
      ...{ lastConsentTimestamp: iso(30), expirationTime: NOW + 152 * DAY },
    }),
  ),
});
const REFUSALS: [string, Cookies][] = [
  ['cookieconsent', CC(['necessary'])],
  ['klaro', { klaro: encodeURIComponent('{"sign_in":true,"video":false}') }],
  ['tarteaucitron', { tarteaucitron: '!youtube=false!vimeo=false' }],
  ['c15t', { c15t: `c.necessary:1,i.t:${NOW - 30 * DAY},i.sid:sub_1` }],
  [
    'onetrust',
    {
      OptanonConsent: `isGpcEnabled=0&interactionCount=1&groups=C0001%3A1%2CC0002%3A0`,
      OptanonAlertBoxClosed: iso(30),
    },
  ],
];

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  for (const [name] of REFUSALS) {
    lab.page(
      `/${name}`,
      '<body><h1>Course</h1>',
      `data-compat="${name}" data-aliases="C0002=functional youtube=third_party"`,
    );
  }
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

/** A page of a person in whose browser another library has left cookies for so many days. */
async function arriving(name: string, cookies: Cookies, days = 100): Promise<Page> {
  const context = await lab.visitor();
  const expires = Math.floor((NOW + days * DAY) / 1000);
  await context.addCookies(
    Object.entries(cookies).map(([key, value]) => ({
      ...{ name: key, value, url: lab.origin, expires },
    })),
  );
  const page = await context.newPage();
  await page.goto(`/${name}`);
  return page;
}

const until = (page: Page) =>
  page.evaluate(() => {
    const text = localStorage.getItem('carrel/guest/decision') ?? '{}';
    return (JSON.parse(text) as { until: number }).until;
  });
const asked = (page: Page) => page.waitForSelector('carrel-banner [data-act=refuse]');
const choice = (page: Page) =>
  page.evaluate(async () => (await window.carrel?.engine())?.decision().choice);

describe('a refusal that another library has stored', () => {
  it.each(REFUSALS)('%s: is a refusal here, and nobody is asked', async (name, cookies) => {
    const page = await arriving(name, cookies);
    await page.waitForSelector('html[data-engine=open]');
    expect(await choice(page)).toBe('refused');
    expect(await page.evaluate(() => window.carrel?.allowed('third_party'))).toBe(false);
    expect(await page.locator('carrel-banner').count()).toBe(0);
    // No later than either would have asked again.
    expect(await until(page)).toBeLessThanOrEqual(NOW + 152 * DAY);
    await page.reload();
    await page.waitForFunction(() => window.carrel?.allowed('necessary'));
    expect(await page.locator('carrel-banner').count()).toBe(0);
  });

  it('without a date ends when its cookie does', async () => {
    const page = await arriving('klaro', { klaro: '%7B%22video%22%3Afalse%7D' }, 20);
    await page.waitForSelector('html[data-engine=open]');
    expect(Math.abs((await until(page)) - (NOW + 20 * DAY))).toBeLessThan(60_000);
  });

  it('holds while it is there, where nobody knows until when', async () => {
    const context = await lab.visitor();
    await context.addInitScript(() => Reflect.deleteProperty(window, 'cookieStore'));
    await context.addCookies([{ name: 'klaro', value: '{"video":false}', url: lab.origin }]);
    const page = await context.newPage();
    await page.goto('/klaro');
    await page.waitForFunction(() => 'klaro' in window);
    await page.waitForTimeout(300);
    expect(await page.locator('carrel-banner').count()).toBe(0);
    expect(await page.evaluate(() => Object.keys(localStorage))).toEqual([]);
    await context.clearCookies();
    await page.reload();
    await asked(page);
  });

  it('says nothing more once this person has chosen here', async () => {
    const page = await arriving('c15t', {});
    await asked(page);
    await page.click('carrel-banner [data-act=accept]');
    await page.waitForSelector('carrel-banner [data-saved]');
    const [, cookies] = REFUSALS[3] ?? [];
    await page
      .context()
      .addCookies(
        Object.entries(cookies ?? {}).map(([name, value]) => ({ name, value, url: lab.origin })),
      );
    await page.clock.setSystemTime(NOW + 200 * DAY);
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await page.waitForSelector('html[data-engine=open]');
    expect(await choice(page)).toBe('granted');
  });

  it('is asked about where storage is blocked', async () => {
    const context = await lab.visitor();
    await context.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get: () => {
          throw new DOMException('', 'SecurityError');
        },
      });
    });
    await context.addCookies([
      { name: 'klaro', value: '{"video":false}', url: lab.origin, expires: NOW / 1000 + 86_400 },
    ]);
    const page = await context.newPage();
    await page.goto('/klaro');
    await asked(page);
  });

  it('is no refusal before anybody has answered', async () => {
    await asked(await arriving('tarteaucitron', { tarteaucitron: '!youtube=wait' }));
  });

  it('is not read where the page does not name the library', async () => {
    await asked(await arriving('klaro', CC(['necessary'])));
  });
});

describe('a grant that another library has stored', () => {
  it.each<[string, Cookies, string]>([
    ['cookieconsent', CC(['necessary', 'third_party']), 'third_party'],
    ['tarteaucitron', { tarteaucitron: '!youtube=true!vimeo=false' }, 'third_party'],
    ['klaro', { klaro: '{"sign_in":true,"drafts":true,"video":false}' }, 'functional'],
  ])('%s: is asked again, and nothing else is', async (name, cookies, category) => {
    const page = await arriving(name, cookies);
    await asked(page);
    await page.getByText('You have chosen on this site before').waitFor();
    expect(await page.evaluate(() => window.carrel?.allowed('functional'))).toBe(false);
    await page.click('carrel-banner [data-act=accept]');
    await page.waitForSelector('carrel-banner [data-saved]');
    const allowed = await page.evaluate(() =>
      ['functional', 'third_party'].filter((key) => window.carrel?.allowed(key)),
    );
    expect(allowed).toEqual([category]);
  });
});
