import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { signal } from './support/checks';
import { Lab } from './support/chromium';
import { WITH_SERVICES } from './support/policy';

const ATTRIBUTES =
  'data-policy="/services.json" data-aliases="statistics=functional C0002=functional matomo=chat"';

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  lab.text('/services.json', 'application/json', WITH_SERVICES);
  for (const name of ['service', 'category', 'refused', 'klaro', 'cookiebot', 'onetrust', 'tags'])
    lab.text(`/${name}.js`, 'text/javascript', `document.body.dataset.ran += ' ${name}';`);
  for (const name of ['pixel.svg', 'pixel-2x.svg'])
    lab.text(`/${name}`, 'image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg"/>');
  lab.text('/look.css', 'text/css', 'body { accent-color: red; }');
  lab.text('/video.html', 'text/html', '<!doctype html><title>Video</title>A video');
  const held = (attributes: string) => `<script type="text/plain" ${attributes}></script>`;
  const scripts = [
    held('data-category="third_party" data-service="video" data-src="/service.js"'),
    held('data-category="third_party" data-src="/category.js"'),
    held('data-category="!third_party" data-src="/refused.js"'),
    held('data-name="matomo" data-type="text/javascript" data-src="/klaro.js"'),
    held('data-cookieconsent="statistics" data-src="/cookiebot.js"'),
    held('class="optanon-category-C0002" data-src="/onetrust.js"'),
  ].join('');
  const embeds = `
    <iframe data-category="third_party" data-service="video" data-src="/video.html"
      title="Lecture 1"></iframe>
    <img alt="" id="pixel" data-category="functional" data-src="/pixel.svg"
      data-srcset="/pixel-2x.svg 2x">
    <img alt="" id="old" data-cookieconsent="statistics" data-cookieblock-src="/pixel.svg?old">
    <link rel="stylesheet" data-category="functional" data-href="/look.css">`;
  lab.page('/', `<body data-ran="">${scripts}${embeds}`, ATTRIBUTES);
  const signals = 'analytics_storage=functional ad_storage=third_party security_storage=necessary';
  const consentMode = `<script src="/carrel/consent-mode.js" data-signals="${signals}"></script>`;
  const tag = held('data-category="functional" data-src="/tags.js"');
  lab.text(
    '/tags',
    'text/html',
    `<!doctype html><html lang="en"><head><title>Tags</title>${consentMode}
      <script src="/carrel/loader.js" ${ATTRIBUTES}></script></head><body data-ran="">${tag}`,
  );
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

async function visit(path = '/', prepare?: (page: Page) => Promise<void>): Promise<Page> {
  const page = await (await lab.visitor()).newPage();
  await prepare?.(page);
  await page.goto(path);
  await page.waitForSelector('carrel-banner [data-act=refuse]');
  return page;
}

const choose = (page: Page, purposes: string[]) =>
  page.evaluate((granted) => {
    const choice = granted.length > 0 ? 'granted' : 'refused';
    return window.carrel?.choose(choice, granted, 'a'.repeat(64));
  }, purposes);

const ran = (page: Page) =>
  expect.poll(async () => {
    const text = await page.evaluate(() => document.body.dataset['ran']);
    return text?.trim().split(' ').filter(Boolean).sort();
  });

const allow = (page: Page) =>
  page.locator('.carrel-placeholder').getByRole('button', { name: 'Allow this service' }).click();

describe('a service', () => {
  it('is let in alone by the button in its placeholder', async () => {
    const page = await visit();
    await allow(page);
    await page.frameLocator('iframe').getByText('A video').waitFor();
    await ran(page).toEqual(['refused', 'service']);
    const allowed = (key: string) => page.evaluate((name) => window.carrel?.allowed(name), key);
    expect([await allowed('video'), await allowed('third_party')]).toEqual([true, false]);
    await page.waitForSelector('carrel-banner', { state: 'detached' });
  });

  it('is added to what is granted already', async () => {
    const page = await visit();
    await choose(page, ['resume', 'drafts']);
    await allow(page);
    await page.frameLocator('iframe').getByText('A video').waitFor();
    expect(await page.evaluate(() => window.carrel?.allowed('functional'))).toBe(true);
  });

  it('that the browser’s signal refuses stays away, and the choices say why', async () => {
    const page = await visit('/', signal);
    await allow(page);
    await page.waitForSelector('carrel-choices dialog[open]');
    expect(lab.requests).not.toContain('/video.html');
  });

  it('does not end that everything stays on the device', async () => {
    const page = await visit();
    await page.evaluate(() => window.carrel?.choose('on_device', ['resume'], 'a'.repeat(64)));
    await allow(page);
    await page.waitForSelector('carrel-choices dialog[open]');
    expect(lab.requests).not.toContain('/video.html');
  });
});

describe('images, links and the markup of other tools', () => {
  it('ask for nothing before they are allowed', async () => {
    const page = await visit();
    await choose(page, []);
    await ran(page).toEqual(['refused']);
    expect(lab.requests.filter((path) => /pixel|look|\.html$/.test(path))).toEqual([]);
  });

  it('load once they are, and are emptied on withdrawal', async () => {
    const page = await visit();
    await choose(page, ['resume', 'drafts', 'chat']);
    await ran(page).toEqual(['cookiebot', 'klaro', 'onetrust', 'refused']);
    const accent = () => page.evaluate(() => getComputedStyle(document.body).accentColor);
    await expect.poll(accent).toBe('rgb(255, 0, 0)');
    expect(await page.getAttribute('#pixel', 'src')).toBe('/pixel.svg');
    expect(await page.getAttribute('#old', 'src')).toBe('/pixel.svg?old');
    expect(await page.getAttribute('#pixel', 'srcset')).toBe('/pixel-2x.svg 2x');

    await choose(page, []);
    await expect.poll(accent).toBe('auto');
    for (const [id, name] of [
      ['#pixel', 'src'],
      ['#pixel', 'srcset'],
      ['#old', 'src'],
    ] as const)
      expect(await page.getAttribute(id, name)).toBeNull();
  });
});

describe('a negated category', () => {
  it('waits for a choice, runs when it is refused, and at later loads', async () => {
    const page = await visit();
    await ran(page).toEqual([]);
    await choose(page, []);
    await ran(page).toEqual(['refused']);
    await page.reload();
    await ran(page).toEqual(['refused']);
    await choose(page, ['video', 'chat']);
    await page.reload();
    await ran(page).toEqual(['category', 'klaro', 'service']);
  });
});

describe('a page that replaces its content', () => {
  const navigate = (page: Page, src: string) =>
    page.evaluate((address) => {
      history.pushState({}, '', `/view/${address.length}`);
      document.querySelector('iframe')?.remove();
      const frame = document.createElement('iframe');
      Object.assign(frame.dataset, { category: 'third_party', service: 'video', src: address });
      document.body.append(frame);
    }, src);

  it('has one placeholder for each frame that is there', async () => {
    const page = await visit();
    await page.waitForSelector('.carrel-placeholder');
    await navigate(page, '/video.html?2');
    await navigate(page, '/video.html?3');
    await page.waitForFunction(() => {
      const [only, ...others] = document.querySelectorAll('.carrel-placeholder');
      return others.length === 0 && only?.nextElementSibling?.matches('iframe[data-src$="3"]');
    });
    await allow(page);
    await page.frameLocator('iframe').getByText('A video').waitFor();
    await page.waitForSelector('.carrel-placeholder', { state: 'detached' });
  });

  it('finds an element that it puts back gated as before', async () => {
    const page = await visit();
    await page.waitForSelector('.carrel-placeholder');
    await page.evaluate(() => {
      const frame = document.querySelector('iframe');
      frame?.remove();
      setTimeout(() => document.body.append(frame ?? ''), 100);
    });
    await page.waitForSelector('.carrel-placeholder', { state: 'detached' });
    await page.waitForSelector('.carrel-placeholder + iframe:last-child', { state: 'attached' });
  });

  it('may change what a frame would load', async () => {
    const page = await visit();
    await allow(page);
    await page.frameLocator('iframe').getByText('A video').waitFor();
    await page.evaluate(() => {
      const frame = document.querySelector('iframe');
      if (frame) frame.dataset['src'] = '/video.html?next';
    });
    await page.waitForSelector('iframe[src$="next"]');
    await choose(page, []);
    await page.waitForSelector('iframe:not([src])', { state: 'attached' });
  });
});

describe('Consent Mode', () => {
  const queue = (page: Page) =>
    page.evaluate(() => (window.dataLayer ?? []).map((entry) => Array.from(entry as IArguments)));

  it('denies all seven signals first, and asks nobody', async () => {
    const page = await visit('/tags');
    const [command, ...others] = await queue(page);
    expect(others).toEqual([]);
    expect(command?.slice(0, 2)).toEqual(['consent', 'default']);
    const states = Object.entries(command?.[2] ?? {});
    expect(states).toHaveLength(7);
    expect(states.every(([, state]) => state === 'denied')).toBe(true);
    expect(lab.requests).not.toContain('/tags.js');
  });

  it('is told what is granted before what was held back runs', async () => {
    lab.text('/tags.js', 'text/javascript', 'dataLayer.push(["the tag runs"]);');
    const page = await visit('/tags');
    await choose(page, ['resume', 'drafts']);
    await expect.poll(() => queue(page)).toHaveLength(3);
    const [, update, tag] = await queue(page);
    expect(update?.slice(0, 2)).toEqual(['consent', 'update']);
    expect(update?.[2]).toMatchObject({
      ...{ analytics_storage: 'granted', ad_storage: 'denied', security_storage: 'granted' },
    });
    expect(tag).toEqual(['the tag runs']);
    await choose(page, []);
    await expect
      .poll(async () => (await queue(page)).at(-1)?.[2])
      .toMatchObject({
        ...{ analytics_storage: 'denied', security_storage: 'granted' },
      });
  });
});
