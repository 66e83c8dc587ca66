import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { faults, signal } from './support/checks';
import { Lab } from './support/chromium';
import { WITH_SERVICES } from './support/policy';

type ContextOptions = Parameters<Lab['visitor']>[0];

const LOOKS: [string, ContextOptions, string][] = [
  ['light', {}, '/'],
  ['dark', { colorScheme: 'dark' }, '/'],
  ['forced colours', { forcedColors: 'active' }, '/'],
  ['right to left', {}, '/rtl'],
  [
    'right to left, dark, 320 pixels wide',
    { colorScheme: 'dark', viewport: { width: 320, height: 640 } },
    '/rtl',
  ],
  ['320 pixels wide', { viewport: { width: 320, height: 640 } }, '/'],
  ['at 400 %', { viewport: { width: 320, height: 256 } }, '/'],
  ['at 200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, '/'],
];

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  lab.text('/services.json', 'application/json', WITH_SERVICES);
  lab.text('/rtl.js', 'text/javascript', "document.documentElement.dir = 'rtl'");
  const body =
    '<main><h1>Course</h1><carrel-register></carrel-register></main><footer><button data-carrel="preferences">Open</button></footer><script type="module" src="/carrel/register.js"></script>';
  const attributes = 'data-policy="/services.json" data-compat="klaro"';
  lab.page('/', `<body>${body}`, attributes);
  lab.page('/rtl', `<script src="/rtl.js"></script><body>${body}`, attributes);
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

async function asked(options: ContextOptions, path: string, prepare?: (page: Page) => unknown) {
  const page = await (await lab.visitor(options)).newPage();
  await prepare?.(page);
  await page.goto(path);
  await page.waitForSelector('carrel-banner [data-act=refuse]');
  return page;
}

async function unfold(page: Page): Promise<void> {
  await page.click('carrel-banner [data-act=choose]');
  await page.waitForSelector('carrel-choices dialog[open]');
  for (const summary of await page.locator('carrel-choices summary').all()) await summary.click();
}

async function sound(page: Page, state: string): Promise<void> {
  expect(await faults(page), state).toEqual([]);
  const over = () => document.documentElement.scrollWidth - innerWidth;
  expect(await page.evaluate(over), state).toBeLessThanOrEqual(0);
}

describe.each(LOOKS)('nothing stands in anybody’s way, %s', (_, options, path) => {
  it('on a first visit, in the choices, after a choice, and where it fails', async () => {
    const page = await asked(options, path);
    await sound(page, 'banner and register');
    await page.route('**/carrel.js', (route) => route.abort());
    await page.click('carrel-banner [data-act=accept]');
    await page.waitForSelector('carrel-banner [data-failed]');
    await sound(page, 'banner that failed');
    await unfold(page);
    await sound(page, 'choices');
    await page.click('carrel-choices [data-act=save]');
    await page.waitForSelector('carrel-choices [data-failed]');
    await sound(page, 'choices that failed');
    await page.unroute('**/carrel.js');
    await page.check('carrel-choices [data-purpose=chat]');
    await page.click('carrel-choices [data-act=save]');
    await page.waitForSelector('carrel-choices [data-saved]');
    await sound(page, 'choices, a part granted');
  });

  it('with Global Privacy Control, and after another library', async () => {
    const page = await asked(options, path, async (fresh) => {
      await signal(fresh);
      const value = encodeURIComponent('{"drafts":true,"chat":true}');
      await fresh.context().addCookies([{ name: 'klaro', value, url: lab.origin }]);
    });
    await page.getByText('You have chosen on this site before').waitFor();
    await sound(page, 'banner');
    await unfold(page);
    await sound(page, 'choices');
  });
});

describe('by keyboard alone', () => {
  /** The name of what has the focus, through shadow roots. */
  const focused = (page: Page) =>
    page.evaluate(() => {
      const inside = (root: Document | ShadowRoot | null): Element | null => {
        const active = root?.activeElement ?? null;
        return active?.shadowRoot ? inside(active.shadowRoot) : active;
      };
      const { dataset, localName, textContent } = inside(document) as HTMLElement;
      return (
        dataset['purpose'] ?? dataset['category'] ?? dataset['act'] ?? textContent ?? localName
      );
    });
  const press = async (page: Page, key: string, until: string) => {
    for (let i = 0; i < 40 && (await focused(page)) !== until; i++) await page.keyboard.press(key);
    expect(await focused(page)).toBe(until);
  };

  it('one service is let in, the choice is heard, and the focus comes back', async () => {
    const page = await asked({}, '/');
    for (const act of ['accept', 'refuse', 'on-device', 'choose']) {
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe(act);
    }
    await page.keyboard.press('Enter');
    await page.waitForSelector('carrel-choices dialog[open]');
    const uses = page.locator('carrel-choices details', { hasText: 'For your questions.' });
    await press(page, 'Tab', 'third_party');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await uses.getByRole('switch', { name: 'Chat' }).waitFor();
    await press(page, 'Tab', 'chat');
    await page.keyboard.press('Space');
    expect(await page.getByRole('switch', { name: 'Chat' }).isChecked()).toBe(true);
    await press(page, 'Tab', 'save');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
    expect(await page.evaluate(() => window.carrel?.allowed('chat'))).toBe(true);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('Open');
  });

  it('Esc leaves the choices as they were, and the focus where it was', async () => {
    const page = await asked({}, '/');
    await press(page, 'Tab', 'choose');
    await page.keyboard.press('Enter');
    await page.waitForSelector('carrel-choices dialog[open]');
    await press(page, 'Tab', 'third_party');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('choose');
    expect(await page.evaluate(() => window.carrel?.allowed('third_party'))).toBe(false);
    await page.keyboard.press('Enter');
    await page.waitForSelector('carrel-choices dialog[open]');
    expect(await page.locator('carrel-choices [data-category=third_party]').isChecked()).toBe(
      false,
    );
  });

  it('refusing takes no more presses than accepting', async () => {
    const page = await asked({}, '/');
    await press(page, 'Tab', 'refuse');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
    expect(await page.evaluate(() => window.carrel?.allowed('third_party'))).toBe(false);
  });
});
