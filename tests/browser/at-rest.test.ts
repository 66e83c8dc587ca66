import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Carrel } from '../../web/src/shared/types';
import { entries, JOURNAL, SNAPSHOTS } from './support/databases';
import { choose, People } from './support/people';
import { StaticServer } from './support/static';

const PASSPHRASE = 'correct horse battery staple';
const SOON = { timeout: 15_000 };
/** A page of the site that leaves the stores alone. */
const ASIDE = '/policy.json';
const HOME = '/en/courses/privacy/essay.html';

let server: StaticServer;
let people: People;
let page: Page;

beforeAll(async () => {
  server = await StaticServer.start('dist/site');
  people = await People.invite();
});

afterAll(async () => {
  await people.leave();
  server.http.close();
});

beforeEach(async () => {
  page = await people.visitor({ baseURL: server.origin });
  await page.goto(HOME);
  await choose(page, 'accept');
  await page.locator('#essay').fill('The diary of Anne');
  await expect.poll(() => page.locator('#save-state').innerText(), SOON).toBe('Saved');
});

const act = <K extends 'encrypt' | 'decrypt' | 'changePassphrase'>(
  name: K,
  ...args: Parameters<Carrel[K]>
) =>
  page.evaluate(
    async ([method, given]) => {
      const carrel = await window.carrel?.engine();
      const run = carrel?.[method as 'encrypt'].bind(carrel) as (...a: unknown[]) => Promise<void>;
      await run(...given);
    },
    [name, args as unknown[]] as const,
  );

/** The text of the draft, or the code of the refusal, with a passphrase or without. */
const opened = (passphrase?: string) =>
  page.evaluate(async (given) => {
    try {
      const carrel = await window.carrel?.engine(given);
      const [value] = carrel?.values('draft.text') ?? [];
      return value?.payload.shape === 'draft' ? value.payload.text : 'nothing';
    } catch (error) {
      return (error as { code?: string }).code;
    }
  }, passphrase);

/** Every byte of the journal, the snapshots and web storage, as text. */
async function held(): Promise<string> {
  const bytes = [...(await entries(page, JOURNAL)), ...(await entries(page, SNAPSHOTS))];
  const web = await page.evaluate(() =>
    JSON.stringify([
      Object.entries(localStorage).filter(([key]) => !key.endsWith('/decision')),
      Object.entries(sessionStorage),
    ]),
  );
  return bytes.map((entry) => Buffer.from(entry.bytes).toString('latin1')).join('\n') + web;
}

/** Enough for a snapshot. */
async function record(count: number): Promise<void> {
  await page.evaluate(async (n) => {
    const carrel = await window.carrel?.engine();
    for (let at = 1; at <= n; at++)
      await carrel?.record('progress.place', `page/${at}`, { shape: 'position', at, of: n });
  }, count);
  const written = async () =>
    (await entries(page, SNAPSHOTS)).some(({ bytes }) => bytes.length > 99);
  await expect.poll(written, SOON).toBe(true);
}

test('what is encrypted cannot be read without its passphrase, snapshots included', async () => {
  await record(300);
  expect(await held()).toMatch(/Anne|progress\.place/);
  await act('encrypt', PASSPHRASE);
  expect(await held()).not.toMatch(/Anne|draft|progress|page\//);
  await page.goto(ASIDE);
  const before = await held();

  await page.goto(HOME);
  expect(await opened()).toBe('passphrase_needed');
  await expect
    .poll(() => page.locator('#save-state').innerText(), SOON)
    .toContain('Enter its passphrase');
  expect(await opened('incorrect horse')).toBe('wrong_passphrase');
  expect(await held()).toBe(before);
  expect(await opened(PASSPHRASE)).toBe('The diary of Anne');
  await page.locator('#essay').fill('The diary of Anne Frank');
  await expect.poll(() => page.locator('#save-state').innerText(), SOON).toBe('Saved');
  expect(await held()).not.toMatch(/Anne|draft|progress|page\//);

  await act('changePassphrase', PASSPHRASE, 'another');
  await page.reload();
  expect(await opened(PASSPHRASE)).toBe('wrong_passphrase');
  expect(await opened('another')).toBe('The diary of Anne Frank');
  await act('decrypt', 'another');
  await page.reload();
  expect(await opened()).toBe('The diary of Anne Frank');
  expect(await page.evaluate(async () => (await window.carrel?.engine())?.damaged())).toBe(0);
  expect(await held()).toMatch(/progress\.place/);
});

test('another tab gives way, says so, and writes nothing that is plain', async () => {
  const other = await page.context().newPage();
  await other.goto(server.origin + HOME);
  await expect.poll(() => other.locator('#essay').inputValue(), SOON).toBe('The diary of Anne');
  await act('encrypt', PASSPHRASE);
  await expect
    .poll(() => other.locator('#save-state').innerText(), SOON)
    .toContain('another tab has changed');
  await other.locator('#essay').fill('Not to be seen');
  await other.close();
  expect(await held()).not.toMatch(/Anne|Not to be seen/);
});
