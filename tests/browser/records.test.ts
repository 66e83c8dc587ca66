import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { choose, signIn } from './support/people';
import { Server } from './support/server';
import { Visits } from './support/visits';

const SOON = { timeout: 15_000 };
const PRIVACY = '/en/privacy.html';

const visits = new Visits(() => Server.start());
let page: Page;
let folder: string;

beforeEach(async () => {
  page = await visits.visitor();
  folder = await mkdtemp(join(tmpdir(), 'carrel-records-'));
});
afterEach(() => rm(folder, { recursive: true }));

const rows = () => expect.poll(() => page.locator('#receipts tbody tr').allInnerTexts(), SOON);

async function downloaded(): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('#receipts-download').click(),
  ]);
  const file = join(folder, 'chain.json');
  await download.saveAs(file);
  return file;
}

async function verified(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('script/verify-records', args);
  return stdout;
}

test('from the click to a download that the server has signed and that verifies', async () => {
  await page.goto('/en/sign-in.html');
  await signIn(page, 'Ada');
  await page.goto(PRIVACY);
  await choose(page, 'accept');
  await rows().toEqual([expect.stringMatching(/allowed.*and the server/s)]);
  await page.locator('footer [data-carrel=preferences]').click();
  await page.locator('carrel-choices [data-act=refuse]').click();
  await rows().toEqual([
    expect.stringMatching(/allowed.*and the server/s),
    expect.stringMatching(/refused.*nothing.*and the server/s),
  ]);
  await page.keyboard.press('Escape');
  await page.locator('carrel-choices dialog[open]').waitFor({ state: 'detached' });
  const key = join(folder, 'key.json');
  const published = await fetch(`${visits.server.origin}/carrel/records/key`);
  await writeFile(key, await published.text());
  const chain = await downloaded();
  expect(await verified('--server-key', key, chain)).toBe(
    `${chain}: 2 records, whole; 2 signed by the server\n`,
  );
});

test('who refuses has nothing to download', async () => {
  await page.goto(PRIVACY);
  await choose(page, 'refuse');
  await expect.poll(() => page.locator('#receipts').innerText(), SOON).toMatch(/^None\./);
  expect(await page.locator('#receipts-download').isVisible()).toBe(false);
});

test('a record that a page could not make is made at the next opening', async () => {
  await page.goto(PRIVACY);
  await page.route('**/records.js', (route) => route.abort());
  await choose(page, 'accept');
  await page.unroute('**/records.js');
  await page.reload();
  await rows().toHaveLength(1);
  expect(await verified(await downloaded())).toMatch(/1 records, whole; 0 signed/);
});
