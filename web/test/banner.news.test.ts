import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from './support/checks';
import { Lab } from './support/chromium';
import { POLICY } from './support/policy';

const DAY = 86_400_000;

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  lab.page('/', '<body><main><h1>Course</h1></main>', 'data-policy="/changing.json"');
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

/** The policy, revised so many days ago. */
function revise(days: number, significant = true): void {
  const revision = new Date(Date.now() - days * DAY).toISOString().slice(0, 10);
  const text = { en: 'We keep less than before.', de: 'Wir behalten weniger als zuvor.' };
  const changes = [{ revision, significant, text }];
  const body = JSON.stringify({ ...JSON.parse(POLICY), revision, changes });
  lab.text('/changing.json', 'application/json', body);
}

/** One who has chosen under the policy as it was, and returns. */
async function returning(prepare: () => void): Promise<Page> {
  lab.text('/changing.json', 'application/json', POLICY);
  const page = await (await lab.visitor()).newPage();
  await page.goto('/');
  await page.click('carrel-banner [data-act=accept]');
  await page.waitForSelector('carrel-banner', { state: 'detached' });
  prepare();
  await page.reload();
  // The engine takes the answer over to the revision.
  await page.evaluate(() => window.carrel?.choose('granted', ['resume'], '0'.repeat(64)));
  await page.reload();
  return page;
}

const news = (page: Page) => page.getByRole('region', { name: 'Our privacy policy has changed' });
const idle = (page: Page) => page.waitForLoadState('networkidle');

describe('a significant change of the policy', () => {
  it('is told until it has been read, and stands in nobody’s way', async () => {
    const page = await returning(() => revise(3));
    await news(page).getByText('We keep less than before.').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.reload();
    await news(page).getByRole('button', { name: 'I have read it' }).click();
    await news(page).waitFor({ state: 'detached' });
    await page.reload();
    await idle(page);
    expect(await news(page).count()).toBe(0);
  });
});

describe('nothing is told', () => {
  it.each([
    ['of a change that is older than 30 days', () => revise(31)],
    ['of one that is editorial', () => revise(3, false)],
    ['before its day', () => revise(-2)],
  ])('%s', async (_, prepare) => {
    const page = await returning(prepare);
    await idle(page);
    expect(await news(page).count()).toBe(0);
  });

  it('to one who has not chosen yet: they are asked', async () => {
    revise(3);
    const page = await (await lab.visitor()).newPage();
    await page.goto('/');
    await page.click('carrel-banner [data-act=refuse]');
    await page.waitForSelector('carrel-banner', { state: 'detached' });
    await page.reload();
    await idle(page);
    expect(await news(page).count(), 'who has chosen since knows').toBe(0);
  });
});
