import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { choose, People } from './support/people';
import { Server } from './support/server';

const ELSEWHERE = /^https:\/\//;

let server: Server;
let people: People;

beforeAll(async () => {
  server = await Server.start();
  people = await People.invite();
});

afterAll(async () => {
  await people.leave();
  await server.stop();
});

/** A page at `path`, and each address elsewhere that it asks for, which is answered here. */
async function visit(path: string): Promise<{ page: Page; asked: string[] }> {
  const page = await people.visitor();
  const asked: string[] = [];
  await page.route(ELSEWHERE, (route) => {
    asked.push(new URL(route.request().url()).host);
    return route.fulfill({ contentType: 'text/html', body: '<title>there</title>' });
  });
  await page.goto(`${server.origin}/${path}`);
  await page.locator('carrel-banner [data-act=refuse]').waitFor();
  return { page, asked };
}

const allowed = (page: Page, keys: string[]) =>
  page.evaluate((all) => all.filter((key) => window.carrel?.allowed(key)), keys);

test('a policy can be chosen from the foot of a page', async () => {
  const { page } = await visit('en/');
  await choose(page, 'refuse');
  await page.locator('.site-footer a[href="/en/platforms/"]').click();
  await page.locator('.platform-list a', { hasText: 'Policy U' }).click();
  // The choice for the site is none for the platform.
  await page.locator('carrel-banner [data-act=refuse]').waitFor();
  expect(await page.locator('h1').innerText()).toBe('Policy U');
  expect(await page.locator('[aria-current=page]').innerText()).toBe('Policy U');
});

describe.each([
  ['p', 'youtube', 'www.youtube-nocookie.com', ['h5p', 'matomo', 'targeting', 'third_party']],
  ['u', 'vimeo', 'player.vimeo.com', ['zoom', 'ga4', 'analytics', 'third_party']],
])('policy %s', (key, service, host, others) => {
  test(`its placeholder lets in ${service} alone, and takes it back`, async () => {
    const { page, asked } = await visit(`en/platforms/${key}.html`);
    const placeholder = page.locator('.carrel-placeholder');
    await placeholder.locator('[data-carrel=preferences]').waitFor();
    expect(asked).toEqual([]);
    await placeholder.locator('[data-carrel=allow]').click();
    await page.waitForFunction((it) => window.carrel?.allowed(it), service);
    await placeholder.waitFor({ state: 'detached' });
    expect(asked).toEqual([host]);
    expect(await allowed(page, [service, ...others])).toEqual([service]);

    await page.locator('.site-footer [data-carrel=preferences]').click();
    await page.locator('carrel-choices [data-act=refuse]').click();
    await placeholder.waitFor();
    expect(await allowed(page, [service, ...others])).toEqual([]);
    expect(await page.locator('.embed iframe').getAttribute('src')).toBeNull();
    expect(asked).toEqual([host]);
  });

  test('keeps a draft once it may, apart from the records of the site', async () => {
    const { page, asked } = await visit(`de/platforms/${key}.html`);
    await choose(page, 'on-device');
    await page.locator('#note').fill('Kept here.');
    await page.locator('#save-state[data-state=saved]').waitFor();
    await page.reload();
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'Kept here.');
    const stored = await page.evaluate(async () => [
      ...Object.keys(localStorage),
      ...(await indexedDB.databases()).map(({ name }) => name),
    ]);
    expect(stored.length).toBeGreaterThan(0);
    for (const name of stored) expect(name).toContain(`platform${key}`);
    expect(asked).toEqual([]);
  });
});

test('policy f grants nothing optional to one of unknown age, or to a child without a parent', async () => {
  const { page } = await visit('en/platforms/f.html');
  await choose(page, 'accept');
  const optional = ['functionality', 'performance', 'research', 'beta', 'plausible'];
  expect(await allowed(page, ['necessary', ...optional])).toEqual(['necessary']);
  await page.locator('#age').selectOption('13-14');
  await page.waitForFunction(async () =>
    (await (await window.carrel?.engine())?.explain())?.some(
      ({ reason }) => reason === 'parent_pending',
    ),
  );
  expect(await allowed(page, ['necessary', ...optional])).toEqual(['necessary']);
  await page.locator('#age').selectOption('18-');
  await page.locator('.site-footer [data-carrel=preferences]').click();
  await page.locator('carrel-choices [data-act=accept]').click();
  await page.waitForFunction(() => window.carrel?.allowed('plausible'));
  expect(await allowed(page, ['necessary', ...optional])).toEqual(['necessary', ...optional]);
});

test('the demo course holds back the one embed that it has', async () => {
  const { page, asked } = await visit('en/courses/privacy/video.html');
  await choose(page, 'refuse');
  await page.locator('.carrel-placeholder [data-carrel=allow]').waitFor();
  expect(asked).toEqual([]);
  await page.locator('.carrel-placeholder [data-carrel=allow]').click();
  await page.waitForFunction(() => window.carrel?.allowed('youtube'));
  expect(await allowed(page, ['functional', 'youtube'])).toEqual(['youtube']);
  await expect.poll(() => asked).toEqual(['www.youtube-nocookie.com']);
});

test('without script the policies can be read', async () => {
  const page = await people.visitor({ javaScriptEnabled: false });
  await page.goto(`${server.origin}/en/platforms/p.html`);
  expect(await page.locator('.platform-category').count()).toBe(9);
  expect(await page.locator('iframe:visible').count()).toBe(0);
  await page.locator('.platform-category summary').first().click();
  expect(await page.locator('.platform-category details').first().innerText()).toContain('Payment');
});

test('nothing went wrong unseen', () => expect(people.faults).toEqual([]));
