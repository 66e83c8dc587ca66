// One learner's answers, from the pages of the course to the figures that the server releases.
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Calendar } from '../../web/src/aggregate/calendar';
import { entries } from './support/databases';
import { findings, overflow } from './support/pages';
import { choose, People } from './support/people';
import { Server } from './support/server';

const DAY = 86_400_000;
const SOON = { timeout: 20_000 };
const META = { database: 'carrel/guest', store: 'meta' };
const { aggregate } = JSON.parse(readFileSync('shared/policies/demo.json', 'utf8'));
const calendar = new Calendar(aggregate.calendar);
const { send_days, collect_days } = calendar.row;

const begun = Date.now();
const epoch = calendar.at(begun);
const end = calendar.begins(epoch + 1);
/** Every report is due, and still taken. */
const due = end + send_days * DAY + 1000;
const released = end + collect_days * DAY + 1000;

const serve = (time: number, data?: string) =>
  Server.start(undefined, undefined, {
    clockAhead: Math.ceil((time - begun) / 1000),
    ...(data ? { data } : {}),
  });

let server: Server;
let people: People;

beforeAll(async () => {
  server = await serve(due);
  people = await People.invite();
});
afterAll(async () => {
  await people.leave();
  await server.stop();
});

const ledger = async (page: Page) =>
  (await entries(page, META)).find(({ key }) => key === 'ledger')?.bytes;

/** How many learners the figures of the epoch are about, of courses and of the site. */
async function learners(): Promise<{ course: number; site: number }> {
  const answer = await fetch(`${server.origin}/aggregate/insights/${epoch}`);
  const { figures } = (await answer.json()) as { figures: { course: string; learners: number }[] };
  const sum = (of: typeof figures) => of.reduce((all, figure) => all + figure.learners, 0);
  return {
    course: sum(figures.filter(({ course }) => course !== '')),
    site: sum(figures.filter(({ course }) => course === '')),
  };
}

test('a learner’s answers leave once after the term, and are shown as told', async () => {
  const page = await people.visitor({
    ...{ baseURL: server.origin, bypassCSP: true, serviceWorkers: 'block' },
  });
  const modules: string[] = [];
  const answers: number[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/aggregate.wasm')) modules.push(page.url());
  });
  page.on('response', (response) => {
    if (response.url().endsWith('/aggregate/reports')) answers.push(response.status());
  });

  await page.goto('/en/courses/privacy/reading.html');
  await choose(page, 'accept');
  await expect.poll(() => ledger(page), SOON).toBeDefined();
  await page.locator('#mark-done').click();
  await page.locator('#mark-done[aria-pressed=true]').waitFor();
  const before = await ledger(page);
  modules.length = 0;
  await page.goto('/en/courses/privacy/quiz.html');
  await page.waitForLoadState('networkidle');
  await page.goto('/en/');
  await page.waitForLoadState('networkidle');
  expect([modules, await ledger(page)]).toEqual([[], before]);
  await page.goto('/en/privacy.html');
  await page.locator('#told:not([hidden])').waitFor();
  expect(await page.locator('#told').innerText()).toContain('it has told nothing');

  await page.context().clock.setFixedTime(due);
  await page.goto('/en/');
  await expect.poll(() => answers, SOON).toEqual([204, 204]);
  await page.goto('/en/privacy.html');
  const states = page.locator('#told tbody td:last-child');
  await expect.poll(() => states.allInnerTexts(), SOON).toEqual(['sent', 'sent']);
  const courses = await page.locator('#told tbody td:nth-child(2)').allInnerTexts();
  expect(courses).toContain('the whole site');
  expect(new Set(courses).size).toBe(2);
  expect(await page.locator('#told-sum').innerText()).toContain('here 3.89');
  expect([await findings(page), await overflow(page)]).toEqual([[], 0]);

  await page.locator('footer [data-carrel=preferences]').click();
  const told = page.locator('carrel-choices [data-told]');
  expect(await told.innerText()).toContain('2 sent, 0 still to be sent, 0 never sent');
  expect(await told.locator('+ p').innerText()).toContain('here 3.89');
  await page.reload();
  await page.waitForLoadState('networkidle');
  expect(answers).toEqual([204, 204]);
  await page.context().close();

  await server.end();
  server = await serve(released, server.data);
  expect(await learners()).toEqual({ course: 1, site: 1 });
});
