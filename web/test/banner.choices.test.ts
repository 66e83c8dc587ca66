import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults, signal } from './support/checks';
import { Lab } from './support/chromium';

type ContextOptions = Parameters<Lab['visitor']>[0];

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  const body = '<body><main><h1>Course</h1></main><footer><button data-carrel="preferences">Open';
  lab.page('/', body, 'data-privacy-centre="/privacy.html"');
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

async function opened(options?: ContextOptions, prepare?: (page: Page) => Promise<void>) {
  const page = await (await lab.visitor(options)).newPage();
  await prepare?.(page);
  await page.goto('/');
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
const allowed = (page: Page) =>
  page.evaluate(() =>
    ['necessary', 'functional', 'third_party'].filter((key) => window.carrel?.allowed(key)),
  );

describe('the privacy choices', () => {
  it.each<[string, ContextOptions]>([
    ['light', {}],
    ['dark', { colorScheme: 'dark' }],
    ['320 pixels wide', { viewport: { width: 320, height: 640 } }],
    ['zoomed to 400 %', { viewport: { width: 320, height: 256 } }],
    ['in forced colours', { forcedColors: 'active' }],
  ])('are accessible, %s', async (_, options) => {
    const page = await opened(options);
    expect(await faults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(
      true,
    );
  });

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
    expect(await allowed(page)).toEqual([]);
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
    await page.getByText('Your browser sends the Global Privacy Control signal, so').waitFor();
    expect(await toggle(page, 'third_party').isDisabled()).toBe(true);
    await page.click('carrel-choices [data-act=accept]');
    await page.waitForSelector('carrel-choices [data-saved]');
    expect(await allowed(page)).toEqual(['necessary', 'functional']);
  });

  it('say so when a choice cannot be put into effect', async () => {
    const page = await opened();
    await page.route('**/carrel.js', (route) => route.abort());
    await page.click('carrel-choices [data-act=accept]');
    await page.waitForSelector('carrel-choices [data-failed]');
    expect(await allowed(page)).toEqual([]);
  });
});
