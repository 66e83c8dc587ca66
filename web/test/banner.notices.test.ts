import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults } from './support/checks';
import { Lab } from './support/chromium';
import { WITH_SERVICES } from './support/policy';

/** As the engine numbers them. */
const REASON = {
  restricted: 2,
  age_unknown: 3,
  too_young: 4,
  parent_pending: 5,
  parent_refused: 6,
};
const CHANGED = 8;

const WITH_METRICS = JSON.stringify({ ...JSON.parse(WITH_SERVICES), aggregate: {} });

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  lab.text('/services.json', 'application/json', WITH_SERVICES);
  const body = '<body><main><h1>Course</h1></main><footer><button data-carrel="preferences">Open';
  lab.page('/', body, 'data-policy="/services.json"');
  lab.text('/metrics.json', 'application/json', WITH_METRICS);
  lab.page('/metrics', body, 'data-policy="/metrics.json"');
  lab.page('/de/metrics', body, 'data-policy="/metrics.json" data-lang="de"');
  lab.page('/de', body, 'data-policy="/services.json" data-lang="de"');
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

/** The fake engine's answers, by the names that it looks for. */
async function visit(answers: Record<string, unknown>, path = '/'): Promise<Page> {
  const page = await (await lab.visitor()).newPage();
  await page.addInitScript((all) => {
    for (const [name, value] of Object.entries(all))
      if (localStorage.getItem(`test/${name}`) === null)
        localStorage.setItem(`test/${name}`, JSON.stringify(value));
  }, answers);
  await page.goto(path);
  return page;
}

async function open(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open', exact: true }).press('Enter');
  await page.waitForSelector('carrel-choices dialog[open]');
}

async function save(page: Page): Promise<void> {
  await page.click('carrel-choices [data-act=save]');
  await page.waitForSelector('carrel-choices [data-saved]');
}

async function granted(page: Page): Promise<void> {
  await page.click('carrel-banner [data-act=accept]');
  await page.waitForSelector('carrel-banner', { state: 'detached' });
}

const toggle = (page: Page, key: string) => page.locator(`carrel-choices [data-category=${key}]`);
const use = (page: Page, key: string) => page.locator(`carrel-choices [data-purpose=${key}]`);
const made = (page: Page) =>
  page.evaluate(() => JSON.parse(localStorage.getItem('test/made') ?? 'null'));
const answer = (page: Page, name: string, value: unknown) =>
  page.evaluate(
    ([key, text]) => localStorage.setItem(`test/${key}`, text as string),
    [name, JSON.stringify(value)],
  );

describe('a switch that the person cannot move', () => {
  it.each([
    ['restricted', 'Your school or company has switched this off'],
    ['age_unknown', 'as long as we do not know your age'],
    ['too_young', 'for people of your age'],
    ['parent_pending', 'A parent has to agree first'],
    ['parent_refused', 'A parent has said no'],
  ] as const)('says why: %s', async (reason, text) => {
    const page = await visit({ reasons: { video: REASON[reason], chat: REASON[reason] } });
    await open(page);
    await page.locator('carrel-choices').getByText(text).waitFor();
    expect(await toggle(page, 'third_party').isDisabled()).toBe(true);
    expect(await toggle(page, 'third_party').isChecked()).toBe(false);
    expect(await toggle(page, 'functional').isDisabled()).toBe(false);
    expect(await faults(page)).toEqual([]);
  });

  it('says it in German, and of which use', async () => {
    const page = await visit({ reasons: { chat: REASON.restricted } }, '/de');
    await open(page);
    await page.getByText('Chat: Ihre Schule oder Firma hat das abgeschaltet.').waitFor();
  });

  it('is of one use alone, and stays where the category is switched', async () => {
    const page = await visit({ reasons: { chat: REASON.restricted } });
    await open(page);
    await page.getByText('Chat: Your school or company').waitFor();
    await page.locator('carrel-choices summary').last().click();
    await toggle(page, 'third_party').check();
    expect(await use(page, 'video').isChecked()).toBe(true);
    expect(await use(page, 'chat').isChecked()).toBe(false);
    await toggle(page, 'third_party').uncheck();
    expect(await use(page, 'video').isChecked()).toBe(false);
    await page.click('carrel-choices [data-act=accept]');
    await page.waitForSelector('carrel-choices [data-saved]');
    expect((await made(page)).purposes).toEqual(['resume', 'drafts', 'video']);
  });

  it('is no refusal of what had been granted', async () => {
    const page = await visit({});
    await granted(page);
    await answer(page, 'reasons', { chat: REASON.restricted });
    await open(page);
    await page.getByText('Chat: Your school or company').waitFor();
    await toggle(page, 'functional').uncheck();
    await save(page);
    expect((await made(page)).purposes).toEqual(['video', 'chat']);
  });

  it('of a child offers to ask a parent', async () => {
    const page = await visit({ reasons: { chat: REASON.parent_pending } });
    await page.evaluate(() =>
      window.addEventListener('carrel:approval-needed', ({ detail }) => {
        document.title = detail.purposes.join();
      }),
    );
    await open(page);
    await page.getByRole('button', { name: 'Ask a parent' }).click();
    await expect.poll(() => page.title()).toBe('chat');
  });
});

describe('what was collected', () => {
  const stored = [
    { purpose: 'drafts', count: 2 },
    { purpose: 'drafts', count: 1 },
  ];
  const offer = (page: Page) => page.getByRole('checkbox', { name: /collected/ });

  it('is offered to be deleted once its switch is off, and is deleted on saving', async () => {
    const page = await visit({ stored });
    await granted(page);
    await open(page);
    await page.waitForFunction(() => document.documentElement.dataset['engine'] === 'open');
    expect(await offer(page).count()).toBe(0);
    await toggle(page, 'functional').uncheck();
    await page.getByRole('checkbox', { name: 'collected for “Drafts” (3)' }).waitFor();
    expect(await offer(page).isChecked(), 'nobody is led to it').toBe(false);
    expect(await faults(page)).toEqual([]);
    await offer(page).check();
    await save(page);
    expect(await made(page)).toMatchObject({ purposes: ['video', 'chat'], erased: ['drafts'] });
  });

  it('is preselected where the law of the place has it so, for what is switched off', async () => {
    const page = await visit({ stored, erase: true });
    await granted(page);
    await open(page);
    await toggle(page, 'functional').uncheck();
    await offer(page).waitFor();
    expect(await offer(page).isChecked()).toBe(true);
    await toggle(page, 'functional').check();
    await save(page);
    expect((await made(page)).erased, 'not of what is on').toEqual([]);
  });

  it('stays where all is refused by one press, and is then offered', async () => {
    const page = await visit({ stored, erase: true });
    await granted(page);
    await open(page);
    await page.click('carrel-choices [data-act=refuse]');
    await page.waitForSelector('carrel-choices [data-saved]');
    expect((await made(page)).erased).toEqual([]);
    expect(await offer(page).isChecked()).toBe(true);
    await save(page);
    expect(await made(page)).toMatchObject({ choice: 'refused', erased: ['drafts'] });
  });
});

describe('after a revision of the policy', () => {
  async function revised(act = 'accept'): Promise<Page> {
    const page = await visit({});
    await page.click(`carrel-banner [data-act=${act}]`);
    await page.waitForSelector('carrel-banner', { state: 'detached' });
    await answer(page, 'reasons', { chat: CHANGED, drafts: CHANGED });
    await answer(page, 'ask', true);
    await page.evaluate(() => localStorage.removeItem('carrel/guest/decision'));
    await page.reload();
    await page.waitForSelector('carrel-banner [data-act=refuse]');
    return page;
  }

  it.each([
    ['accept', 'accept', 'granted', ['chat', 'drafts', 'resume', 'video']],
    ['accept', 'refuse', 'granted', ['resume', 'video']],
    ['on-device', 'accept', 'on_device', ['drafts', 'resume']],
    ['on-device', 'refuse', 'on_device', ['resume']],
  ])('of one who chose %s, to %s is about what changed alone', async (first, act, choice, all) => {
    const page = await revised(first);
    await page.getByText('What has changed since your last choice: Drafts, Chat.').waitFor();
    expect(await faults(page)).toEqual([]);
    await answer(page, 'ask', false);
    await page.click(`carrel-banner [data-act=${act}]`);
    await page.waitForSelector('carrel-banner', { state: 'detached' });
    const { purposes, ...rest } = await made(page);
    expect([...purposes].sort()).toEqual(all);
    expect(rest.choice).toBe(choice);
  });

  it('the choices say what has changed', async () => {
    const page = await revised();
    await open(page);
    await page
      .locator('carrel-choices')
      .getByText('What has changed since your last choice: Drafts, Chat.')
      .waitFor();
    await page.getByText('Chat: This has changed since you chose.').waitFor();
    expect(await faults(page)).toEqual([]);
  });
});

describe('the reports', () => {
  it('show what was kept out of the page, and what services have left', async () => {
    const page = await visit({});
    await page.click('carrel-banner [data-act=refuse]');
    await page.waitForSelector('carrel-banner', { state: 'detached' });
    await page.evaluate(() => {
      const blocked = [{ host: 'ads.example', directive: 'img-src', count: 3 }];
      const left = [
        { service: 'chat', place: 'cookies', name: 'chat_id', by: 'server' },
        { service: 'chat', place: 'databases', name: 'chat', by: 'reload' },
      ];
      Object.assign(window.carrel ?? {}, {
        blocked: () => blocked,
        clear: async () => ({ cleared: [], left }),
      });
    });
    await open(page);
    await page.getByRole('heading', { name: 'What this page has kept out' }).waitFor();
    await page.getByText('ads.example (img-src), 3 times').waitFor();
    await page.getByText('Chat Example: chat_id. Only the server can clear it.').waitFor();
    await page.getByRole('button', { name: 'Save and reload' }).waitFor();
    expect(await faults(page)).toEqual([]);
  });

  it('are not there where there is nothing to report', async () => {
    const page = await visit({});
    await open(page);
    await page.waitForFunction(() => document.documentElement.dataset['engine'] === 'open');
    expect(await page.getByRole('heading', { level: 3 }).count()).toBe(0);
  });
});

describe('what this device has told', () => {
  const debit = (course: string, state: string) => ({
    ...{ metric: 'drop_off', title: 'Where people stop', course, state, odds: [7, 1] },
    ...{ from: Date.UTC(2026, 0, 5), to: Date.UTC(2026, 3, 6), epsilon: Math.log(7) },
  });
  const told = (states: string[]) => ({
    debits: states.map((state, i) => debit(i % 2 ? '' : 'privacy', state)),
    epsilon: states.length * Math.log(7),
  });
  const text = (page: Page) => page.locator('carrel-choices [part=body]').innerText();

  it('is said by state, with what it adds up to and each answer', async () => {
    const page = await visit({ budget: told(['sent', 'waiting', 'dropped']) }, '/metrics');
    await open(page);
    await page.getByText('1 sent, 1 still to be sent, 1 never sent').waitFor();
    expect(await text(page)).toContain('at most 343 times');
    expect(await text(page)).toContain('ε (epsilon), here 5.84');
    await page.getByText('Each answer', { exact: true }).click();
    expect(await text(page)).toContain(
      'Where people stop (privacy), 1/5/2026 to 4/5/2026: 7 times',
    );
    expect(await faults(page)).toEqual([]);
  });

  it('is nothing yet, in German', async () => {
    const page = await visit({ budget: told([]) }, '/de/metrics');
    await open(page);
    await page.getByText('In den letzten 12 Monaten hat es nichts verraten.').waitFor();
  });

  it('is not spoken of where the policy asks for nothing', async () => {
    const page = await visit({ budget: told(['sent']) });
    await open(page);
    await page.locator('carrel-choices [data-offers]').first().waitFor({ state: 'attached' });
    expect(await text(page)).not.toContain('What your device has told');
  });
});
