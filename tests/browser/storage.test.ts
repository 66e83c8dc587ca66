import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, test } from 'vitest';
import { values } from './support/acts';
import { Device } from './support/browser';
import { entries, JOURNAL, overwrite, SNAPSHOTS } from './support/databases';
import { choose } from './support/people';
import { Server } from './support/server';
import { Visits } from './support/visits';

const ESSAY = '/en/courses/privacy/essay.html';
/** A page of the site that leaves the stores alone. */
const ASIDE = '/policy.json';
const SOON = { timeout: 15_000 };

const visits = new Visits(() => Server.start());
let page: Page;

beforeEach(async () => {
  page = await visits.visitor();
  await page.goto(ESSAY);
});

/** Places of that many pages, recorded one after another. */
async function record(count: number): Promise<void> {
  await page.evaluate(async (n) => {
    const engine = await window.carrel?.engine();
    for (let at = 1; at <= n; at++)
      await engine?.record('progress.place', `page/${at}`, { shape: 'position', at, of: n });
  }, count);
}

const places = async () => {
  const all = await values(page, 'progress.place');
  return all.map(({ entity }) => Number(entity.replace('page/', ''))).sort((a, b) => a - b);
};
const damaged = () => page.evaluate(async () => (await window.carrel?.engine())?.damaged());
const changed = (bytes: number[], at: number, to: number) =>
  bytes.map((byte, i) => (i === at ? to : byte));
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i + 1);
const saveState = () => page.locator('#save-state').innerText();

describe('damage', () => {
  test('a truncated snapshot is made up for by the journal', async () => {
    await choose(page, 'accept');
    await record(300);
    const snapshots = () => entries(page, SNAPSHOTS);
    const isWhole = async () => (await snapshots()).some(({ bytes }) => bytes.length > 1000);
    await expect.poll(isWhole, SOON).toBe(true);
    await page.reload();
    expect([await places(), await damaged()]).toEqual([upTo(300), 0]);

    await page.goto(ASIDE);
    for (const { key, bytes } of await snapshots())
      await overwrite(page, SNAPSHOTS, { key, bytes: bytes.slice(0, bytes.length / 2) });
    await page.goto(ESSAY);
    expect([await places(), await damaged()]).toEqual([upTo(300), 1]);
  });

  test('a corrupt frame is passed over, reported and kept', async () => {
    await choose(page, 'accept');
    await record(3);
    await page.goto(ASIDE);
    const [, , second] = (await entries(page, JOURNAL)).slice(-4);
    if (!second) throw new Error('the journal is too short');
    const bytes = changed(second.bytes, 40, (second.bytes[40] ?? 0) ^ 1);
    await overwrite(page, JOURNAL, { key: second.key, bytes });
    await page.goto('/en/privacy.html');
    await expect.poll(() => page.locator('#damaged').innerText(), SOON).toContain('Damaged: 1.');
    expect([await places(), await damaged()]).toEqual([[1, 3], 1]);
    expect(await entries(page, JOURNAL)).toContainEqual({ key: second.key, bytes });
  });

  test('records of a newer version are left alone, and the page says so', async () => {
    await choose(page, 'accept');
    await record(1);
    await page.goto(ASIDE);
    const last = (await entries(page, JOURNAL)).at(-1);
    if (!last) throw new Error('the journal is empty');
    const newer = await readFile('tests/golden/frame-newer.bin');
    await overwrite(page, JOURNAL, { ...last, bytes: [...newer] });
    const before = await entries(page, JOURNAL);

    await page.goto(ESSAY);
    await expect.poll(saveState, SOON).toContain('a newer version of this site');
    await page.locator('#essay').fill('Not lost from the page');
    const refused = () => page.evaluate(() => window.carrel?.engine().catch(({ code }) => code));
    expect(await refused()).toBe('newer_format');
    await page.goto('/en/privacy.html');
    await page.locator('#engine-failed').getByText('a newer version of this site').waitFor();
    await page.locator('footer [data-carrel=preferences]').click();
    await page.locator('carrel-choices [data-act=refuse]').click();
    await page.locator('carrel-choices [data-failed]').waitFor();
    expect(await page.evaluate(() => window.carrel?.allowed('functional'))).toBe(false);
    expect(await entries(page, JOURNAL)).toEqual(before);
  });
});

describe('input', () => {
  test('a draft that is too long is refused in words, and stays in its field', async () => {
    await choose(page, 'accept');
    await page.locator('#essay').fill('Short enough');
    await expect.poll(saveState, SOON).toBe('Saved');
    const long = 'x'.repeat(65_537);
    await page.locator('#essay').fill(long);
    await expect.poll(saveState, SOON).toBe('Not saved: this text is too long');
    expect(await page.locator('#essay').inputValue()).toBe(long);
    const [kept] = await values(page, 'draft.text');
    expect(kept?.payload).toMatchObject({ text: 'Short enough' });
    await page.locator('#essay').fill(long.slice(1));
    await expect.poll(saveState, SOON).toBe('Saved');
  });

  test('what is of a wrong type is refused with a code, and nothing is stored', async () => {
    await choose(page, 'accept');
    const place = { shape: 'position', at: 1, of: 2 };
    const before = await entries(page, JOURNAL);
    for (const [item, entity, payload, code, where] of [
      ['progress.place', 'page', { ...place, at: '1' }, 'bad_type', 'payload.at'],
      ['progress.place', 'page', { ...place, at: Number.NaN }, 'bad_type', 'payload.at'],
      ['progress.place', 'page', { ...place, of: 1.5 }, 'bad_type', 'payload.of'],
      ['progress.place', 'page', { ...place, of: 2 ** 53 }, 'bad_type', 'payload.of'],
      ['progress.place', 'page', { shape: 'position' }, 'bad_type', 'payload.at'],
      ['progress.place', 'page', { shape: 'shapeless' }, 'bad_type', 'payload.shape'],
      ['progress.place', 'page', null, 'bad_type', 'payload.shape'],
      ['progress.place', 7, place, 'bad_type', 'entity'],
      [undefined, 'page', place, 'bad_type', 'item'],
      ['progress.place', 'page', { ...place, at: -1 }, 'bad_payload', 'progress.place'],
      ['progress.place', 'page', { shape: 'flag', value: true }, 'bad_payload', 'progress.place'],
      ['progress.place', '../page', place, 'bad_entity', 'progress.place'],
      ['no.such', 'page', place, 'unknown_item', ''],
      ['consent.choice', 'profile', place, 'unknown_item', ''],
    ] as const) {
      const error = await page.evaluate(
        async (given) => {
          const engine = await window.carrel?.engine();
          const recorded = engine?.record(
            ...(given as unknown as Parameters<typeof engine.record>),
          );
          return recorded?.then(String, ({ name, code, where }) => ({ name, code, where }));
        },
        [item, entity, payload] as const,
      );
      expect(error).toEqual({ name: 'CarrelError', code, where });
    }
    expect(await entries(page, JOURNAL)).toEqual(before);
  });
});

describe('a device', () => {
  test('without room says so, and saves without a reload once there is', async () => {
    const { origin } = visits.server;
    const device = await Device.create();
    try {
      page = await device.tab('A');
      await page.goto(origin + ESSAY);
      await choose(page, 'accept');
      // A browser goes by what room it has found lately; another one looks anew.
      await device.kill();
      page = await device.tab('A');
      const browser = await page.context().newCDPSession(page);
      await browser.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
      await page.goto(origin + ESSAY);
      await page.locator('#essay').fill('Kept in the end');
      const full = 'Not saved: this browser has no room left for this site';
      await expect.poll(saveState, SOON).toBe(full);
      await browser.send('Storage.overrideQuotaForOrigin', { origin });
      await expect.poll(saveState, { timeout: 40_000 }).toBe('Saved');
      await page.reload();
      await expect.poll(() => page.locator('#essay').inputValue(), SOON).toBe('Kept in the end');
    } finally {
      await device.destroy();
    }
  });

  test('that denies storage says so, and saves choice and work once it does not', async () => {
    await page.context().addInitScript(() => {
      const { open, databases } = IDBFactory.prototype;
      const denied = () => {
        throw new DOMException('', 'SecurityError');
      };
      Object.assign(IDBFactory.prototype, { open: denied, databases: denied });
      addEventListener('allow', () => Object.assign(IDBFactory.prototype, { open, databases }));
    });
    await page.reload();
    await page.locator('carrel-banner [data-act=accept]').click();
    await page.locator('carrel-banner [data-failed]').waitFor();
    await page.locator('#essay').fill('Kept in the end');
    await expect
      .poll(saveState, SOON)
      .toBe('Not saved: this browser does not let this site store anything');
    await page.evaluate(() => dispatchEvent(new Event('allow')));
    await expect.poll(saveState, { timeout: 40_000 }).toBe('Saved');
    expect(await page.evaluate(() => window.carrel?.allowed('functional'))).toBe(true);
    expect(await values(page, 'draft.text', 'essay')).toMatchObject([{ tier: 'persistent' }]);
  });
});
