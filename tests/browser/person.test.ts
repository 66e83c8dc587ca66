import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { entries, JOURNAL, SNAPSHOTS } from './support/databases';
import { StaticServer } from './support/static';
import { stores } from './support/stores';
import { Visits } from './support/visits';

const PAGE = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Course</title>
<script src="/dist/pkg/loader.js" data-policy="/shared/policies/demo.json" data-transport="none"
  data-place="DE" data-rules="/shared/rules/places.json"></script></head>
<body><main><h1>Course</h1><label for="essay">Essay</label>
<textarea id="essay" data-carrel-draft="draft.text"></textarea><carrel-save-state></carrel-save-state>
</main><footer><button type="button" data-carrel="preferences">Open</button></footer></body></html>`;

const visits = new Visits(async () => {
  const server = await StaticServer.start('.');
  server.added.set('/course.html', PAGE);
  return server;
});

async function visit(): Promise<Page> {
  const page = await visits.visitor();
  await page.goto('/course.html');
  return page;
}

const functional = (page: Page) => page.locator('carrel-choices [data-category=functional]');
const allowed = (page: Page) => page.evaluate(() => window.carrel?.allowed('functional'));

async function open(page: Page): Promise<void> {
  await page.evaluate(() => window.carrel?.preferences());
  await page.locator('carrel-choices dialog[open]').waitFor();
}

async function save(page: Page): Promise<void> {
  await page.locator('carrel-choices [data-act=save]').click();
  await page.locator('carrel-choices [data-saved]').waitFor();
}

async function isAged(page: Page, age: Record<string, unknown>): Promise<void> {
  await page.evaluate(async (said) => {
    const carrel = await window.carrel?.engine();
    await carrel?.age(said as unknown as Parameters<typeof carrel.age>[0]);
  }, age);
}

test('a child waits for a parent, grants, and at the age decides anew', async () => {
  const page = await visit();
  await page.evaluate(() =>
    window.addEventListener('carrel:approval-needed', ({ detail }) => {
      document.body.dataset['asked'] = detail.purposes.join(' ');
    }),
  );
  await isAged(page, { from: 13, below: 14, method: 'stated', country: 'DE' });
  expect(await page.evaluate(() => document.body.dataset['asked'])).toContain('drafts');
  await open(page);
  const card = page.locator('carrel-choices section', {
    has: page.locator('[data-category=functional]'),
  });
  await card.getByText('A parent has to agree first.').waitFor();
  expect(await functional(page).isDisabled()).toBe(true);

  const approved = { from: 13, below: 14, method: 'parent', country: 'DE', approval: 'granted' };
  await isAged(page, approved);
  await page.keyboard.press('Escape');
  expect(await allowed(page), 'an approval is no grant').toBe(false);
  await open(page);
  await expect.poll(() => functional(page).isDisabled()).toBe(false);
  await functional(page).check();
  await save(page);
  expect(await allowed(page)).toBe(true);

  await page.reload();
  await expect.poll(() => allowed(page)).toBe(true);
  await isAged(page, { from: 16, method: 'account', country: 'DE' });
  await expect.poll(() => allowed(page)).toBe(false);
  await page.reload();
  await page.getByText('Please decide once more on:').waitFor();
  await page.locator('carrel-banner [data-act=accept]').click();
  await expect.poll(() => allowed(page)).toBe(true);
});

test('what was collected is gone from the device when its switch is put off', async () => {
  const page = await visit();
  await page.locator('carrel-banner [data-act=accept]').click();
  await expect.poll(() => allowed(page)).toBe(true);
  await page.locator('#essay').fill('secret words');
  await page.locator('carrel-save-state[data-state=saved]').waitFor();
  const held = async () => {
    const all = [...(await entries(page, JOURNAL)), ...(await entries(page, SNAPSHOTS))];
    const web = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    );
    return web + all.map(({ bytes }) => String.fromCharCode(...bytes)).join('');
  };
  expect(await held()).toContain('secret words');

  await open(page);
  await expect.poll(() => functional(page).isChecked()).toBe(true);
  await functional(page).uncheck();
  const offer = page.getByRole('checkbox', { name: /Delete what was collected/ });
  await offer.first().waitFor();
  expect(await offer.first().isChecked(), 'in the EEA').toBe(true);
  await page.evaluate(() => {
    const essay = document.querySelector<HTMLTextAreaElement>('#essay');
    if (essay) essay.value = '';
  });
  await save(page);
  await expect.poll(held).not.toContain('secret');
  const left = await stores(page, 'guest');
  expect(left.journal).not.toContain('draft.text');
  expect(left.journal.filter((item) => item === 'consent.choice')).toHaveLength(2);
  await page.reload();
  expect(await page.locator('#essay').inputValue()).toBe('');
});
