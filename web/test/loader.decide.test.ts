import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { leftovers, shifts } from './support/checks';
import { Lab } from './support/chromium';
import { POLICY } from './support/policy';

const ENGINE = '/carrel/carrel.js';
const GRANTED = { local: ['carrel/guest/decision'], databases: ['carrel/guest'] };

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  lab.page('/', '<body><h1>Course</h1><footer><button data-carrel="preferences">Privacy choices');
  lab.page('/draft', '<body><textarea data-carrel-draft="draft.text"></textarea>');
  lab.page('/act', '<body><button data-carrel="accept">Yes to all of it</button>');
  lab.text('/eager.js', 'text/javascript', 'window.carrel.engine()');
  lab.page('/eager', '<body><script src="/eager.js"></script>');
  const embedded = `<body><script type="application/json" id="policy">${POLICY}</script>`;
  lab.page('/embedded', embedded, 'data-policy="#policy" data-transport="none"');
  lab.page('/other', '<body><h1>Course</h1>', `data-policy-hash="${'0'.repeat(64)}"`);
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

/** Opens a page as a person who accepted everything before. */
async function returning(path = '/'): Promise<Page> {
  const page = await (await lab.visitor()).newPage();
  await page.goto('/');
  await page.click('carrel-banner [data-act=accept]');
  await page.waitForSelector('carrel-banner [data-saved]');
  lab.requests = [];
  await page.goto(path);
  return page;
}

/** Does something that makes the loader turn to the engine, which is not to be had. */
async function withoutEngine(page: Page, act: () => Promise<unknown>): Promise<void> {
  await page.route(`**${ENGINE}`, (route) => route.abort());
  const wanted = page.waitForRequest(`**${ENGINE}`);
  await act();
  await wanted;
}

const allowed = (category: string) => window.carrel?.allowed(category) ?? false;
const denied = (category: string) => window.carrel?.allowed(category) === false;
const withdraw = () =>
  window.carrel?.choose('refused', [], 'a'.repeat(64)).then(
    () => true,
    () => false,
  );

describe('a first visit', () => {
  it('asks, and leaves nothing behind', async () => {
    const page = await (await lab.visitor()).newPage();
    await page.goto('/');
    await page.waitForSelector('carrel-banner [data-act=refuse]');
    expect(await page.evaluate(allowed, 'functional')).toBe(false);
    expect(lab.requests).not.toContain(ENGINE);
    const nothing = { cookies: '', local: [], session: [], databases: [], caches: [] };
    expect(await leftovers(page)).toEqual(nothing);
  });

  it('does not move the page', async () => {
    const page = await (await lab.visitor()).newPage();
    await page.goto('/');
    await page.waitForSelector('carrel-banner [data-act=refuse]');
    expect(await shifts(page)).toBe(0);
  });

  it('asks on a page that starts the engine itself', async () => {
    const page = await (await lab.visitor()).newPage();
    await page.goto('/eager');
    await page.waitForSelector('html[data-engine=open]');
    await page.waitForSelector('carrel-banner [data-act=refuse]');
  });

  it('needs no request for a policy that the page embeds', async () => {
    const page = await (await lab.visitor()).newPage();
    await page.goto('/embedded');
    await page.click('carrel-banner [data-act=accept]');
    await page.waitForSelector('carrel-banner [data-saved]');
    expect(await page.evaluate(allowed, 'functional')).toBe(true);
    expect(lab.requests).not.toContain('/policy.json');
  });

  it('asks where storage is blocked', async () => {
    const page = await (await lab.visitor()).newPage();
    await page.addInitScript(() => {
      Object.defineProperty(window, 'indexedDB', {
        get: () => {
          throw new DOMException('', 'SecurityError');
        },
      });
    });
    await page.goto('/');
    await page.waitForSelector('carrel-banner [data-act=refuse]');
  });
});

describe('a choice before the engine is there', () => {
  it('waits in the inbox, and widens when the engine has recorded it', async () => {
    const page = await (await lab.visitor()).newPage();
    await page.goto('/');
    await page.click('carrel-banner [data-act=accept]');
    await page.waitForSelector('carrel-banner [data-saved]');
    expect(await page.evaluate(allowed, 'third_party')).toBe(true);
    expect(await leftovers(page)).toMatchObject(GRANTED);
  });

  it('stays denied, waits and says so while the engine cannot be loaded', async () => {
    const page = await (await lab.visitor()).newPage();
    await page.route(`**${ENGINE}`, (route) => route.abort());
    await page.goto('/');
    await page.click('carrel-banner [data-act=accept]');
    await page.waitForSelector('carrel-banner [data-failed]');
    expect(await page.evaluate(allowed, 'functional')).toBe(false);

    await page.unroute(`**${ENGINE}`);
    await page.reload();
    await page.waitForFunction(allowed, 'functional');
    expect(await page.locator('carrel-banner').count()).toBe(0);
  });

  it('can be made with a button of the page', async () => {
    const page = await (await lab.visitor()).newPage();
    await page.goto('/act');
    await page.click('[data-carrel=accept]');
    await page.waitForFunction(allowed, 'third_party');
    await page.waitForSelector('carrel-banner', { state: 'detached' });
  });
});

describe('a return', () => {
  it('releases from two equal copies, without the engine', async () => {
    const page = await returning();
    await page.waitForFunction(allowed, 'third_party');
    expect(lab.requests).not.toContain(ENGINE);
    expect(lab.requests).not.toContain('/carrel/banner.js');
  });

  it('is denied what the local copy refuses, until the engine settles it', async () => {
    const page = await returning();
    await page.evaluate(() => localStorage.setItem('carrel/guest/decision', 'damaged'));
    await withoutEngine(page, () => page.reload());
    expect(await page.evaluate(allowed, 'functional')).toBe(false);

    await page.unroute(`**${ENGINE}`);
    await page.reload();
    await page.waitForFunction(allowed, 'functional');
  });

  it('is denied what the stored copy does not grant', async () => {
    const page = await returning();
    await page.evaluate(() => {
      const deleting = indexedDB.deleteDatabase('carrel/guest');
      return new Promise((resolve) => {
        deleting.onsuccess = resolve;
      });
    });
    await withoutEngine(page, () => page.reload());
    expect(await page.evaluate(allowed, 'functional')).toBe(false);
  });

  it('is denied while a withdrawal waits for the engine', async () => {
    const page = await returning();
    await page.waitForFunction(allowed, 'functional');
    await withoutEngine(page, () => page.evaluate(withdraw));
    expect(await page.evaluate(allowed, 'functional')).toBe(false);
    await withoutEngine(page, () => page.reload());
    expect(await page.evaluate(allowed, 'functional')).toBe(false);
  });

  it('under another policy is denied', async () => {
    const page = await returning();
    await withoutEngine(page, () => page.goto('/other'));
    expect(await page.evaluate(allowed, 'functional')).toBe(false);
  });

  it('after the decision expired is denied', async () => {
    const page = await returning();
    await page.clock.setSystemTime(Date.now() + 181 * 86_400_000);
    await withoutEngine(page, () => page.reload());
    expect(await page.evaluate(allowed, 'functional')).toBe(false);
  });

  it('without a policy to be had is denied', async () => {
    const page = await returning();
    await page.route('**/policy.json', (route) => route.abort());
    await withoutEngine(page, () => page.reload());
    expect(await page.evaluate(allowed, 'functional')).toBe(false);
  });

  it('with Global Privacy Control is denied what the signal refuses, and nothing else', async () => {
    const page = await returning();
    await page.addInitScript(() =>
      Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
    );
    await page.reload();
    await page.waitForFunction(allowed, 'functional');
    expect(await page.evaluate(allowed, 'third_party')).toBe(false);
  });

  it('starts the engine for a draft', async () => {
    const page = await returning('/draft');
    await page.waitForSelector('html[data-engine=open]');
  });

  it('takes a choice while the engine is opening', async () => {
    const page = await returning();
    await page.evaluate(async () => {
      const opening = window.carrel?.engine();
      await window.carrel?.choose('refused', [], 'a'.repeat(64));
      await opening;
    });
    expect(await page.evaluate(allowed, 'functional')).toBe(false);
    await page.reload();
    await page.waitForFunction(allowed, 'necessary');
    expect(await page.evaluate(allowed, 'functional')).toBe(false);
  });
});

describe('another tab', () => {
  it('follows a choice and a withdrawal without a reload', async () => {
    const visitor = await lab.visitor();
    const [here, there] = [await visitor.newPage(), await visitor.newPage()];
    await Promise.all([here.goto('/'), there.goto('/')]);
    await there.waitForSelector('carrel-banner [data-act=accept]');
    await here.click('carrel-banner [data-act=accept]');
    await there.waitForFunction(allowed, 'third_party');
    await there.waitForSelector('carrel-banner', { state: 'detached' });

    await here.evaluate(withdraw);
    await there.waitForFunction(denied, 'functional');
    await there.waitForFunction(allowed, 'necessary');
  });
});
