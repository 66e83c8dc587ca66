import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { type Made, METRICS, released } from '../../web/test/support/released';
import { findings, overflow } from './support/pages';
import { Server } from './support/server';
import { Visits } from './support/visits';

const visits = new Visits(() => Server.start());
const many = released(METRICS, () => 3000, 5);
/** Enough for some, not for all. */
const few = released(METRICS, (_, draw) => Math.round(900 * draw()), 6);

const EPOCH = {
  epoch: 0,
  from: '2026-01-05T00:00:00Z',
  to: '2026-04-06T00:00:00Z',
  released: '2026-04-20T00:00:00Z',
};
const index = (...epochs: object[]) => ({ format: 1, policy: 'carrel-demo', epochs });

/** The page, where the server answers so. */
async function insights(
  page: Page,
  made: Made | null,
  address = '/en/insights.html',
): Promise<void> {
  const state = made ? 'released' : 'collecting';
  await page.route('**/aggregate/insights', (route) =>
    route.fulfill({ json: index({ ...EPOCH, state }) }),
  );
  await page.route('**/aggregate/insights/0', (route) => route.fulfill({ json: made?.release }));
  const isTruth = ({ pathname }: URL) => pathname === '/truth.json';
  await page.route(isTruth, (route) => route.fulfill({ json: made?.truth }));
  await page.goto(address);
  await page.locator('#insights-state:not(:empty)').waitFor();
}

const answerOf = (page: Page, question: string) =>
  page.locator(`[data-question=${question}] .answer`);

/** How many of the canvas's points are not transparent. */
const drawn = (page: Page, question: string) =>
  answerOf(page, question)
    .locator('canvas')
    .first()
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      return [...data].filter((value, i) => i % 4 === 3 && value > 0).length;
    });

describe.each([
  { look: 'a desk, light', colorScheme: 'light', viewport: { width: 1280, height: 860 } },
  { look: 'a small phone, dark', colorScheme: 'dark', viewport: { width: 360, height: 740 } },
] as const)('on $look', ({ look: _, ...options }) => {
  test.each([
    ['answered', many],
    ['partly withheld', few],
    ['collecting', null],
  ])('the page is accessible and fits its window: %s', async (__, made) => {
    const page = await visits.visitor({ ...options, bypassCSP: true, serviceWorkers: 'block' });
    await insights(page, made, '/de/insights.html');
    await page.evaluate(() => {
      for (const it of document.querySelectorAll('main details')) it.toggleAttribute('open', true);
    });
    expect(await findings(page)).toEqual([]);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });
});

test('every question is answered under the strict content policy, by two requests alone', async () => {
  const page = await visits.visitor({ serviceWorkers: 'block' });
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch') asked.push(new URL(request.url()).pathname);
  });
  await insights(page, many);
  expect(asked.filter((path) => path.startsWith('/aggregate/'))).toEqual([
    '/aggregate/insights',
    '/aggregate/insights/0',
  ]);
  const empty = page.locator('.answer > .empty');
  expect(await empty.count()).toBe(0);
  expect(await page.locator('.answer table caption').count()).toBeGreaterThan(20);
  for (const question of ['drop_off', 'question_failed', 'rewatched'])
    expect(await drawn(page, question)).toBeGreaterThan(1000);
  const [first] = many.release.figures;
  const basis = answerOf(page, 'drop_off').locator('.small').last();
  expect(await basis.innerText()).toContain(
    `From ${first?.learners.toLocaleString('en')} learners`,
  );
  expect(await basis.innerText()).toContain('ε\u00a0=\u00a01.95');
});

test('a table has the estimates, their intervals and the truth of a simulation', async () => {
  const page = await visits.visitor({ serviceWorkers: 'block' });
  await insights(page, many, '/en/insights.html?truth=/truth.json');
  expect(await page.locator('#insights-truth').innerText()).toContain('simulation');
  const table = answerOf(page, 'session_hour').locator('table');
  await answerOf(page, 'session_hour').locator('summary').click();
  expect(await table.locator('thead th').allInnerTexts()).toEqual([
    'Hour',
    'Estimate',
    '95 % interval',
    'Learners',
    'Truth',
    'Remark',
  ]);
  const cells = many.truth.figures.find(({ metric }) => metric === 'session_hour')?.cells ?? [];
  const truth = await table.locator('td[data-label=Truth]').allInnerTexts();
  expect(truth.map((text) => Number.parseFloat(text))).toEqual(
    cells.slice(1).map((ppm) => Math.round(ppm / 1000) / 10),
  );
});

test('what is withheld says how far it is', async () => {
  const page = await visits.visitor({ serviceWorkers: 'block' });
  await insights(page, few);
  const { learners = 0, needed = 0 } =
    few.release.figures.find(
      ({ metric, course }) => metric === 'rewatched' && course === 'privacy',
    ) ?? {};
  expect(learners).toBeLessThan(needed);
  const answer = answerOf(page, 'rewatched');
  expect(await answer.innerText()).toContain(
    `Not enough learners yet: ${learners} of ${needed.toLocaleString('en')}.`,
  );
  expect(await answer.locator('progress').getAttribute('value')).toBe(`${learners}`);
  expect(await answer.locator('canvas').count()).toBe(0);
});

test('another course has its own figures', async () => {
  const page = await visits.visitor({ serviceWorkers: 'block' });
  await insights(page, many);
  await page.locator('#insights-course').selectOption('maps');
  const rows = answerOf(page, 'drop_off').locator('table').first().locator('tbody th');
  expect(await rows.allTextContents()).toContain('Unit 2: Scale, selection and silence');
  expect(await answerOf(page, 'rewatched').innerText()).toContain('no figure for this');
});

test('the files are the server’s bytes, and a row for each cell', async () => {
  const page = await visits.visitor({ serviceWorkers: 'block', acceptDownloads: true });
  await insights(page, many);
  const saved = async (kind: string) => {
    const coming = page.waitForEvent('download');
    await page.locator(`[data-file=${kind}]`).click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe(`insights-0.${kind}`);
    return readFile(await file.path(), 'utf8');
  };
  expect(await saved('json')).toBe(JSON.stringify(many.release));
  const cells = many.release.figures.reduce((sum, it) => sum + (it.cells?.length ?? 1), 0);
  expect((await saved('csv')).trimEnd().split('\r\n')).toHaveLength(cells + 1);
});

describe('in place of figures', () => {
  test('an epoch that is collected says until when', async () => {
    const page = await visits.visitor({ serviceWorkers: 'block' });
    await insights(page, null);
    expect(await page.locator('#insights-state').innerText()).toContain('April 20, 2026');
    expect(await page.locator('[data-file=csv]').isDisabled()).toBe(true);
    expect(await answerOf(page, 'drop_off').innerText()).toBe('No figures yet.');
  });

  test.each([
    [401, 'You may not see these figures'],
    [403, 'You may not see these figures'],
    [404, 'gives no insights'],
    [503, 'cannot be reached'],
    [200, 'cannot be read'],
  ])('an answer of %d is told', async (status, said) => {
    const page = await visits.visitor({ serviceWorkers: 'block' });
    await page.route('**/aggregate/insights', (route) => route.fulfill({ status, body: '{}' }));
    await page.goto('/en/insights.html');
    await expect.poll(() => page.locator('#insights-state').innerText()).toContain(said);
    expect(await page.locator('.answer .empty').count()).toBe(METRICS.length + 1);
  });

  test('a server that is not there is told', async () => {
    const page = await visits.visitor({ serviceWorkers: 'block' });
    await page.route('**/aggregate/insights', (route) => route.abort());
    await page.goto('/en/insights.html');
    await expect.poll(() => page.locator('#insights-state').innerText()).toContain('be reached');
  });

  test('the real server has none before the first epoch’s end, and says so', async () => {
    const page = await visits.visitor();
    await page.goto('/en/insights.html');
    await page.locator('#insights-state:not(:empty)').waitFor();
    expect(await page.locator('#insights-state').innerText()).toMatch(
      /No epoch has ended|Answers are/,
    );
  });
});

test('the truth is never read from another site', async () => {
  const page = await visits.visitor({ serviceWorkers: 'block' });
  const foreign: string[] = [];
  page.on('request', (request) => {
    const { origin, href } = new URL(request.url());
    if (origin !== visits.server.origin) foreign.push(href);
  });
  await insights(page, many, '/en/insights.html?truth=//elsewhere.example/truth.json');
  expect(await page.locator('#insights-truth').innerText()).toContain('cannot be read');
  expect(foreign).toEqual([]);
});
