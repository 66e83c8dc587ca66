import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { StaticServer } from './support/static';
import { Visits } from './support/visits';

const DAY = 86_400_000;
const EXAMPLE = '/examples/embed.html';
const SWITCHED = '/examples/switched.html';
const VIDEO = 'https://video.example/**';
const DEADLINE = { timeout: 20_000 };

const visits = new Visits(async () => {
  const server = await StaticServer.start('.');
  const example = readFileSync(`.${EXAMPLE}`, 'utf8').replace(/<meta http-equiv[^>]*>/, '');
  server.added.set(
    SWITCHED,
    example.replace('data-policy=', 'data-compat="klaro c15t" data-policy='),
  );
  return server;
});

async function opened(page: Page, path = EXAMPLE): Promise<Page> {
  await page
    .context()
    .route(VIDEO, (route) => route.fulfill({ contentType: 'text/html', body: 'Leaves' }));
  await page.goto(path);
  return page;
}

const asked = (page: Page) => page.locator('carrel-banner [data-act=refuse]').waitFor(DEADLINE);
const decision = (page: Page) =>
  page.evaluate(async () => {
    const { choice, until } = (await window.carrel?.engine())?.decision() ?? {};
    return { choice, until: until ?? 0 };
  });
const video = (page: Page) => page.locator('iframe').getAttribute('src');

test('a choice in one tab closes the banner of the other, and takes effect there', async () => {
  const here = await opened(await visits.visitor());
  const there = await opened(await here.context().newPage());
  await Promise.all([asked(here), asked(there)]);
  await there.locator('carrel-banner [data-act=choose]').click();
  await there.locator('carrel-choices dialog[open]').waitFor();

  await here.locator('carrel-banner [data-act=accept]').click();
  await there.locator('carrel-banner').waitFor({ ...DEADLINE, state: 'detached' });
  const toggle = there.locator('carrel-choices [data-category=third_party]');
  await expect.poll(() => toggle.isChecked(), DEADLINE).toBe(true);
  await expect.poll(() => video(there), DEADLINE).toContain('video.example');

  await here.locator('footer [data-carrel=preferences]').click();
  await here.locator('carrel-choices [data-act=refuse]').click();
  await expect.poll(() => video(there), DEADLINE).toBeNull();
  await expect.poll(() => toggle.isChecked(), DEADLINE).toBe(false);
});

test('a refusal that another library has stored is one here, no longer than there', async () => {
  const page = await visits.visitor();
  const made = Date.now() - 40 * DAY;
  const value = `c.necessary:1,i.t:${made},i.sid:sub_1`;
  await page.context().addCookies([{ name: 'c15t', value, url: visits.server.origin }]);
  await opened(page, SWITCHED);
  await expect.poll(async () => (await decision(page)).choice, DEADLINE).toBe('refused');
  expect((await decision(page)).until).toBe(made + 365 * DAY);
  expect(await page.locator('carrel-banner').count()).toBe(0);
  await page.reload();
  expect((await decision(page)).choice).toBe('refused');
  expect(visits.people.faults).toEqual([]);
});

test('a grant that another library has stored is asked again', async () => {
  const page = await visits.visitor();
  const value = encodeURIComponent('{"third_party":true,"functional":false}');
  await page.context().addCookies([{ name: 'klaro', value, url: visits.server.origin }]);
  await opened(page, SWITCHED);
  await asked(page);
  expect(await video(page)).toBeNull();
  await page.locator('carrel-banner [data-act=accept]').click();
  await expect.poll(() => video(page), DEADLINE).toContain('video.example');
  expect(await page.evaluate(() => window.carrel?.allowed('functional'))).toBe(false);
});
