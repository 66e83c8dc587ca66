import type { Page } from 'playwright-core';
import { beforeEach, expect, test } from 'vitest';
import { choose, signIn } from './support/people';
import { Server } from './support/server';
import { Visits } from './support/visits';

const ESSAY = '/en/courses/privacy/essay.html';
const PENDING = 'carrel-draft-history[data-state=pending]';
const QUIZ = '/en/courses/privacy/quiz.html';

const visits = new Visits(() => Server.start());
let page: Page;

beforeEach(async () => {
  page = await visits.visitor();
});

async function write(text: string): Promise<void> {
  await page.locator('#essay').fill(text);
  await page.locator('#save-state[data-state=saved]').waitFor();
}

async function enter(name: string): Promise<void> {
  await page.goto('/en/sign-in.html');
  await signIn(page, name);
}

async function withdraw(): Promise<void> {
  await page.locator('footer [data-carrel=preferences]').click();
  const choices = page.locator('carrel-choices');
  await choices.locator('[data-act=refuse]').click();
  await choices.locator('[data-saved]').waitFor();
  await choices.locator('[data-act=close]').click();
  await page.locator(PENDING).waitFor();
}

const pending = (name: string) => page.locator(PENDING).getByRole('button', { name, exact: true });
const answer = (name: string) =>
  page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
const essayIs = (text: string) =>
  page.waitForFunction((wanted) => document.querySelector('textarea')?.value === wanted, text);

test('after a withdrawal a draft that is kept stays', async () => {
  await page.goto(ESSAY);
  await choose(page, 'accept');
  await write('Half a thought.');
  await withdraw();
  await pending('Keep it here').click();
  await page.locator(PENDING).waitFor({ state: 'detached' });
  await page.reload();
  await essayIs('Half a thought.');
  expect(await page.locator(PENDING).count()).toBe(0);
});

test('after a withdrawal a draft is deleted once that was confirmed', async () => {
  await page.goto(ESSAY);
  await choose(page, 'accept');
  await write('To be forgotten.');
  await withdraw();
  await pending('Discard this draft').click();
  await pending('Cancel').click();
  expect(await page.locator('#essay').inputValue()).toBe('To be forgotten.');
  await pending('Discard this draft').click();
  await pending('Discard it').click();
  await page.locator(PENDING).waitFor({ state: 'detached' });
  await page.reload();
  await page.evaluate(async () => {
    await window.carrel?.engine();
  });
  expect(await page.locator('#essay').inputValue()).toBe('');
});

test('where all stays on the device, handing in asks and sends that alone', async () => {
  await enter('Grace');
  await page.goto(ESSAY);
  await choose(page, 'on-device');
  await page.locator('#mark-done').click();
  await write('Only this.');
  await page.locator('#essay-submit').click();
  await answer('Do not hand in');
  expect(await page.locator('#essay').inputValue()).toBe('Only this.');
  await page.locator('#essay-submit').click();
  await answer('Hand in');
  await expect
    .poll(() => page.locator('#essay-status').innerText(), { timeout: 15_000 })
    .toContain('Sent to the course');
  const statements = await visits.server.statements('Grace');
  expect(statements.map(({ object }) => object.id.split('/').at(-1))).toEqual(['essay']);
});

test('a second tab follows the quiz, and its result', async () => {
  await page.goto(QUIZ);
  await choose(page, 'accept');
  const second = await page.context().newPage();
  await second.goto(QUIZ);
  await page.locator('[data-question="15"] input').nth(2).check();
  const followed = second.locator('[data-question="15"] input').nth(2);
  await expect.poll(() => followed.isChecked()).toBe(true);
  await expect.poll(() => second.locator('#quiz-place').innerText()).toBe('15');
  await page.locator('#quiz-submit').click();
  await expect.poll(() => second.locator('#quiz-result').innerText()).toContain('1 of 30 right');
});

test('what is ticked before the engine is there is kept', async () => {
  await page.goto(QUIZ);
  await choose(page, 'accept');
  await page.route('**/engine.wasm', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  await page.locator('[data-question="2"] input').first().check();
  await page.locator('#save-state[data-state=saved]').waitFor();
  await page.unroute('**/engine.wasm');
  await page.reload();
  const kept = page.locator('[data-question="2"] input').first();
  await expect.poll(() => kept.isChecked()).toBe(true);
});

test('colours and text size follow the person to the next page', async () => {
  await page.goto('/en/');
  await choose(page, 'accept');
  await page.locator('.settings summary').click();
  await page.locator('#theme input[value=dark]').check();
  await page.locator('#text-size').fill('130');
  await page.waitForFunction(() => localStorage.getItem('carrel/guest/pref/pref.text_size'));
  await page.goto('/de/privacy.html');
  const root = page.locator('html');
  expect(await root.getAttribute('data-theme')).toBe('dark');
  expect(await root.getAttribute('style')).toContain('1.3');
});
