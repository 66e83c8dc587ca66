import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { values } from './support/acts';
import { findings, overflow } from './support/pages';
import { choose, type People } from './support/people';
import { Server } from './support/server';
import { Visits } from './support/visits';

const ESSAY = '/en/courses/privacy/essay.html';
const SOON = { timeout: 15_000 };

const visits = new Visits(() => Server.start());
let one: Page;

beforeEach(async () => {
  one = await arrive();
});

async function arrive(options: Parameters<People['visitor']>[0] = {}): Promise<Page> {
  const page = await visits.visitor({ bypassCSP: true, ...options });
  await page.goto(ESSAY);
  await choose(page, 'accept');
  return page;
}

async function beside(page: Page): Promise<Page> {
  const other = await page.context().newPage();
  await other.goto(ESSAY);
  await other.evaluate(async () => {
    await window.carrel?.engine();
  });
  return other;
}

async function write(page: Page, text: string): Promise<void> {
  await page.locator('#essay').fill(text);
  const kept = async () =>
    (await values(page, 'draft.text', 'essay')).some(
      ({ payload, saved }) => saved && payload.shape === 'draft' && payload.text === text,
    );
  await expect.poll(kept, SOON).toBe(true);
}

const history = (page: Page) => page.locator('carrel-draft-history');
const press = (page: Page, name: string) =>
  history(page).getByRole('button', { name, exact: true }).click();
const essay = (page: Page) => page.locator('#essay').inputValue();
const conflict = (page: Page) =>
  page.locator('carrel-draft-history[data-state=conflict]').waitFor(SOON);
const settled = (page: Page) =>
  page.locator('carrel-draft-history:not([data-state])').waitFor(SOON);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);
const excerpts = (page: Page) => history(page).locator('[part=excerpt]').allInnerTexts();

describe('one essay in two tabs', () => {
  let two: Page;

  /** Each tab has a text that the other had not seen; the second one's is the newest. */
  beforeEach(async () => {
    two = await beside(one);
    for (const page of [one, two])
      await page.evaluate(() => {
        BroadcastChannel.prototype.postMessage = () => {};
      });
    await write(one, 'Written in the first tab.');
    await write(two, 'Written in the second tab.');
    for (const page of [one, two]) await page.reload();
    await Promise.all([conflict(one), conflict(two)]);
  });

  test('offers both texts in both, and nothing is found by axe-core', async () => {
    for (const page of [one, two]) {
      expect(await essay(page)).toBe('Written in the second tab.');
      expect(await excerpts(page)).toEqual(['Written in the first tab.']);
      expect(await history(page).getByRole('status').innerText()).toContain('another tab');
      expect([await findings(page), await overflow(page)]).toEqual([[], 0]);
    }
  });

  test.each([
    ['Keep mine', 'Written in the second tab.', ['Written in the first tab.']],
    ['Use the other', 'Written in the first tab.', ['Written in the second tab.']],
    [
      'Keep both, one after the other',
      'Written in the second tab.\n\nWritten in the first tab.',
      ['Written in the second tab.', 'Written in the first tab.'],
    ],
  ])('%s: from then on there is one, here and there', async (name, text, versions) => {
    await press(one, name);
    expect([await essay(one), await focused(one)]).toEqual([text, 'essay']);
    for (const page of [one, two]) {
      await settled(page);
      await expect.poll(() => essay(page), SOON).toBe(text);
    }
    await press(one, 'Earlier versions');
    expect(await excerpts(one)).toEqual(versions);
    await one.reload();
    await settled(one);
    await expect.poll(() => essay(one), SOON).toBe(text);
    expect((await values(one, 'draft.text', 'essay'))[0]?.rivals).toEqual([]);
  });
});

test('texts that were written unseen are told of as soon as the tabs hear each other', async () => {
  const two = await beside(one);
  for (const page of [one, two])
    await page.evaluate(() => {
      const { postMessage } = BroadcastChannel.prototype;
      BroadcastChannel.prototype.postMessage = () => {};
      addEventListener('hear', () => {
        BroadcastChannel.prototype.postMessage = postMessage;
        new BroadcastChannel('carrel/guest').postMessage('advanced');
      });
    });
  await write(one, 'First');
  await write(two, 'Second');
  for (const page of [one, two]) await page.evaluate(() => dispatchEvent(new Event('hear')));
  await Promise.all([conflict(one), conflict(two)]);
  await one.locator('#essay').blur();
  await press(two, 'Keep both, one after the other');
  const text = await essay(two);
  expect(text.split('\n\n').sort()).toEqual(['First', 'Second']);
  for (const page of [one, two]) await settled(page);
  // The first tab goes on from there, and not beside it.
  await expect.poll(() => essay(one), SOON).toBe(text);
  await one.locator('#essay').press('Control+End');
  await one.locator('#essay').pressSequentially('!');
  await expect
    .poll(() => values(two, 'draft.text', 'essay'), SOON)
    .toMatchObject([{ payload: { text: `${text}!` }, rivals: [] }]);
});

describe.each(['light', 'dark'] as const)('earlier versions (%s)', (colorScheme) => {
  test('can be restored, and the text that there was becomes one', async () => {
    const viewport = { width: colorScheme === 'dark' ? 320 : 1280, height: 800 };
    const page = await arrive({ colorScheme, viewport });
    await write(page, 'A first thought.');
    await write(page, 'Something else.');
    await press(page, 'Earlier versions');
    expect([await findings(page), await overflow(page)]).toEqual([[], 0]);
    await press(page, 'Discard this draft');
    expect(await findings(page)).toEqual([]);
    await press(page, 'Cancel');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('');
    await press(page, 'Earlier versions');
    expect(await excerpts(page)).toEqual(['A first thought.']);
    await history(page)
      .getByRole('button', { name: /^Restore/ })
      .click();
    expect([await essay(page), await focused(page)]).toEqual(['A first thought.', 'essay']);
    await page.locator('#save-state[data-state=saved]').waitFor();
    await press(page, 'Earlier versions');
    expect(await excerpts(page)).toEqual(['Something else.']);
    await history(page)
      .getByRole('button', { name: /^Restore/ })
      .click();
    expect(await essay(page)).toBe('Something else.');
  });
});

test('after a withdrawal the draft can be taken along as a file, or handed in', async () => {
  await write(one, 'To be taken along.');
  await one.locator('footer [data-carrel=preferences]').click();
  await one.locator('carrel-choices [data-act=refuse]').click();
  await one.locator('carrel-choices [data-saved]').waitFor();
  await one.locator('carrel-choices [data-act=close]').click();
  await one.locator('carrel-draft-history[data-state=pending]').waitFor();
  expect(await history(one).getByRole('status').innerText()).toContain('this draft');
  const [file] = await Promise.all([one.waitForEvent('download'), press(one, 'Download it')]);
  expect(file.suggestedFilename()).toBe('essay.txt');
  expect(await readFile(await file.path(), 'utf8')).toBe('To be taken along.');
  await press(one, 'Hand it in');
  await settled(one);
  await expect.poll(() => one.locator('#essay-status').innerText(), SOON).toContain('Handed in');
  expect(await essay(one)).toBe('');
});

test('nothing of a draft is on the page after its person has signed out', async () => {
  await write(one, 'Nobody else’s business.');
  await write(one, 'Nor is this.');
  await press(one, 'Earlier versions');
  await one.evaluate(async () => (await window.carrel?.engine())?.signedOut());
  expect(await one.locator('carrel-draft-history :is(dialog, section, button)').count()).toBe(0);
});
