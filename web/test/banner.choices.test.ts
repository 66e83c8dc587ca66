import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signal } from './support/checks';
import { Lab } from './support/chromium';
import { WITH_SERVICES } from './support/policy';

type ContextOptions = Parameters<Lab['visitor']>[0];

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  const body = '<body><main><h1>Course</h1></main><footer><button data-carrel="preferences">Open';
  lab.page('/', body, 'data-privacy-centre="/privacy.html"');
  lab.text('/services.json', 'application/json', WITH_SERVICES);
  lab.page('/services', body, 'data-policy="/services.json"');
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

async function opened(
  options?: ContextOptions,
  prepare?: (page: Page) => Promise<void>,
  path = '/',
) {
  const page = await (await lab.visitor(options)).newPage();
  await prepare?.(page);
  await page.goto(path);
  await reopen(page);
  return page;
}

async function reopen(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open', exact: true }).press('Enter');
  await page.waitForSelector('carrel-choices dialog[open]');
}

async function save(page: Page): Promise<void> {
  await page.click('carrel-choices [data-act=save]');
  await page.waitForSelector('carrel-choices [data-saved]');
}

const toggle = (page: Page, key: string) => page.locator(`carrel-choices [data-category=${key}]`);
const onDevice = (page: Page) =>
  page.getByRole('switch', { name: 'Keep everything on this device' });
/** The choice that the engine was last handed. */
const made = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('test/made') ?? 'null'));
const allowed = (page: Page) =>
  page.evaluate(() =>
    ['necessary', 'functional', 'third_party'].filter((key) => window.carrel?.allowed(key)),
  );

describe('the privacy choices', () => {
  it('show each category that has an item, with nothing switched on beforehand', async () => {
    const page = await opened();
    const keys = await page
      .locator('carrel-choices [data-category]')
      .evaluateAll((all) => all.map((input) => (input as HTMLElement).dataset['category']));
    expect(keys).toEqual(['necessary', 'functional', 'third_party']);
    expect(await toggle(page, 'necessary').isChecked()).toBe(true);
    expect(await toggle(page, 'necessary').isDisabled()).toBe(true);
    expect(await toggle(page, 'functional').isChecked()).toBe(false);
    expect(await toggle(page, 'third_party').isChecked()).toBe(false);
    const link = page.getByRole('link', { name: 'What is stored now' });
    expect(await link.getAttribute('href')).toBe('/privacy.html');
  });

  it('keep the focus inside, close on Esc and give the focus back', async () => {
    const page = await opened();
    for (let i = 0; i < 30; i++) {
      await page.keyboard.press('Tab');
      const place = await page.evaluate(() => document.activeElement?.localName);
      expect(['carrel-choices', 'body']).toContain(place);
    }
    await page.keyboard.press('Escape');
    await page.waitForSelector('carrel-choices', { state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Open');
    expect(await allowed(page)).toEqual(['necessary']);
  });

  it('grant one category alone, and take it back', async () => {
    const page = await opened();
    await toggle(page, 'functional').check();
    await save(page);
    expect(await allowed(page)).toEqual(['necessary', 'functional']);
    await toggle(page, 'functional').uncheck();
    await save(page);
    expect(await allowed(page)).toEqual(['necessary']);
  });

  it('show the choice that stands', async () => {
    const page = await opened();
    await toggle(page, 'third_party').check();
    await save(page);
    await page.reload();
    await page.waitForFunction(() => window.carrel?.allowed('third_party'));
    await reopen(page);
    expect(await toggle(page, 'third_party').isChecked()).toBe(true);
    expect(await toggle(page, 'functional').isChecked()).toBe(false);
  });

  it('are refused as quickly as they are granted', async () => {
    const page = await opened();
    await page.click('carrel-choices [data-act=accept]');
    await page.waitForSelector('carrel-choices [data-saved]');
    expect(await allowed(page)).toEqual(['necessary', 'functional', 'third_party']);
    await page.click('carrel-choices [data-act=refuse]');
    await page.waitForFunction(() => window.carrel?.allowed('functional') === false);
    expect(await toggle(page, 'functional').isChecked()).toBe(false);
  });

  it('let everything be kept on this device', async () => {
    const page = await opened();
    await onDevice(page).check();
    expect(await toggle(page, 'functional').isChecked()).toBe(true);
    expect(await toggle(page, 'functional').isDisabled()).toBe(true);
    expect(await toggle(page, 'third_party').isChecked()).toBe(false);
    await save(page);
    expect(await allowed(page)).toEqual(['necessary', 'functional']);

    await page.keyboard.press('Escape');
    await reopen(page);
    expect(await onDevice(page).isChecked()).toBe(true);
    await onDevice(page).uncheck();
    expect(await toggle(page, 'third_party').isDisabled()).toBe(false);
  });

  it('show that Global Privacy Control is honoured', async () => {
    const page = await opened({}, signal);
    await page.getByText('counts as your own word').waitFor();
    await page.click('carrel-choices [data-act=accept]');
    await page.waitForSelector('carrel-choices [data-saved]');
    expect(await allowed(page)).toEqual(['necessary', 'functional']);
    expect(await made(page)).toMatchObject({ purposes: ['resume', 'drafts'], told: false });
  });

  it('take a switch for the person’s own word, once they say what the signal refuses', async () => {
    const page = await opened({}, signal);
    await page.getByText('counts as your own word').waitFor();
    await toggle(page, 'third_party').check();
    await save(page);
    expect(await made(page)).toMatchObject({ purposes: ['video'], told: true });
  });

  it('leave off what the signal refuses where they cannot say so', async () => {
    const page = await opened({}, async (fresh) => {
      await signal(fresh);
      await fresh.route('**/carrel.js', (route) => route.abort());
    });
    await page.getByText('so this stays off while it does').waitFor();
    expect(await toggle(page, 'third_party').isDisabled()).toBe(true);
  });

  it('say so when a choice cannot be put into effect', async () => {
    const page = await opened({}, async (fresh) => {
      await fresh.route('**/carrel.js', (route) => route.abort());
    });
    await page.click('carrel-choices [data-act=accept]');
    await page.waitForSelector('carrel-choices [data-failed]');
    expect(await allowed(page)).toEqual([]);
  });
});

describe('the privacy choices of a category with several uses', () => {
  const use = (page: Page, key: string) => page.locator(`carrel-choices [data-purpose=${key}]`);
  const withServices = async () => {
    const page = await opened({}, undefined, '/services');
    for (const summary of await page.locator('carrel-choices summary').all()) await summary.click();
    return page;
  };
  const running = (page: Page) =>
    page.evaluate(() =>
      ['functional', 'third_party', 'video', 'chat'].filter((key) => window.carrel?.allowed(key)),
    );

  it('let one service in alone, and show it at the next visit', async () => {
    const page = await withServices();
    expect(await use(page, 'chat').isChecked()).toBe(false);
    await use(page, 'chat').check();
    await page.getByText('1 of 2 on').waitFor();
    await save(page);
    expect(await running(page)).toEqual(['chat']);
    await page.reload();
    await page.waitForFunction(() => window.carrel?.allowed('chat'));
    await reopen(page);
    expect(await use(page, 'chat').isChecked()).toBe(true);
    expect(await use(page, 'video').isChecked()).toBe(false);
    expect(await toggle(page, 'third_party').isChecked()).toBe(false);
  });

  it('switch all of them with the category, and the category with all of them', async () => {
    const page = await withServices();
    await toggle(page, 'third_party').check();
    expect(await use(page, 'video').isChecked()).toBe(true);
    await use(page, 'video').uncheck();
    expect(await toggle(page, 'third_party').isChecked()).toBe(false);
    await use(page, 'video').check();
    expect(await toggle(page, 'third_party').isChecked()).toBe(true);
    await save(page);
    expect(await running(page)).toEqual(['third_party', 'video', 'chat']);
  });

  it('remember a part of a category that has no service', async () => {
    const page = await withServices();
    await use(page, 'drafts').check();
    await save(page);
    await page.reload();
    await page.waitForFunction(() => window.carrel?.allowed('necessary'));
    await reopen(page);
    await page.getByText('1 of 2 on').waitFor({ state: 'attached' });
    expect(await use(page, 'drafts').isChecked()).toBe(true);
    expect(await use(page, 'resume').isChecked()).toBe(false);
  });

  it('say who receives what, and mark the links that leave', async () => {
    const page = await withServices();
    const said = await page
      .locator('carrel-choices li', { hasText: 'What you write.' })
      .innerText();
    for (const text of ['New Zealand', 'Standard clauses of the EU bind it.', 'chat.example'])
      expect(said).toContain(text);
    const link = page.getByRole('link', { name: 'chat.example leaves this site' }).first();
    expect(await link.getAttribute('href')).toBe('https://chat.example/privacy');
  });

  it('follow a choice in another tab', async () => {
    const page = await withServices();
    const other = await page.context().newPage();
    await other.goto('/services');
    await other.click('carrel-banner [data-act=accept]');
    await other.waitForSelector('carrel-banner [data-saved]');
    await expect.poll(() => use(page, 'chat').isChecked()).toBe(true);
    await reopen(other);
    await other.click('carrel-choices [data-act=refuse]');
    await expect.poll(() => use(page, 'chat').isChecked()).toBe(false);
  });
});
