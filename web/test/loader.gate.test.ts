import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { shifts } from './support/checks';
import { Lab } from './support/chromium';

const GRANT = { choice: 'granted', purposes: ['resume', 'drafts', 'video'] } as const;
const REFUSE = { choice: 'refused', purposes: [] } as const;

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  for (const name of ['one', 'two', 'three']) {
    lab.text(`/${name}.js`, 'text/javascript', `document.body.dataset.ran += ' ${name}';`);
  }
  lab.text('/module.js', 'text/javascript', 'document.body.dataset.module = import.meta.url;');
  lab.text('/video.html', 'text/html', '<!doctype html><title>Video</title>A video');
  const gated = (attributes: string, text = '') =>
    `<script type="text/plain" data-category="third_party" ${attributes}>${text}</script>`;
  lab.page(
    '/',
    `<body data-ran="">
    ${gated('data-src="/one.js" id="first" data-service="stats"')}
    ${gated('', 'document.body.dataset.inline = "ran"')}
    ${gated('data-src="/two.js"')}
    ${gated('data-src="/missing.js"')}
    ${gated('data-src="/three.js"')}
    ${gated('data-src="/module.js" data-type="module"')}
    <script type="text/plain" data-category="unknown" data-src="/one.js"></script>
    <iframe data-category="third_party" data-src="/video.html" title="Lecture 1"></iframe>
    <p>What comes below.</p>`,
  );
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

async function visit(): Promise<Page> {
  const page = await (await lab.visitor()).newPage();
  await page.goto('/');
  await page.waitForSelector('.carrel-placeholder');
  return page;
}

function choose(page: Page, { choice, purposes }: typeof GRANT | typeof REFUSE): Promise<void> {
  const chosen = { choice, purposes: [...purposes] };
  return page.evaluate(
    (made) => window.carrel?.choose(made.choice, made.purposes, 'a'.repeat(64)),
    chosen,
  );
}

const ran = (page: Page, count: number) =>
  page.waitForFunction((n) => document.body.dataset['ran']?.trim().split(' ').length === n, count);

describe('scripts', () => {
  it('stay inert until their category is allowed', async () => {
    const page = await visit();
    await choose(page, REFUSE);
    expect(await page.evaluate(() => document.body.dataset['ran'])).toBe('');
    expect(lab.requests).not.toContain('/one.js');
  });

  it('run in order, once, and a missing one does not hold up the others', async () => {
    const page = await visit();
    await choose(page, GRANT);
    await ran(page, 3);
    await page.waitForSelector('body[data-module]');
    await choose(page, REFUSE);
    await choose(page, GRANT);
    await page.waitForFunction(() => window.carrel?.allowed('third_party'));
    expect(await page.evaluate(() => document.body.dataset['ran'])).toBe(' one two three');
  });

  it('keep their attributes', async () => {
    const page = await visit();
    await choose(page, GRANT);
    await ran(page, 3);
    const service = await page.getAttribute('#first', 'data-service');
    expect(service).toBe('stats');
    expect(await page.getAttribute('#first', 'src')).toBe('/one.js');
  });

  it('inline are up to the security policy of the page', async () => {
    const page = await visit();
    await choose(page, GRANT);
    await ran(page, 3);
    expect(await page.evaluate(() => document.body.dataset['inline'])).toBeUndefined();
  });

  it('added later are gated alike', async () => {
    const page = await visit();
    await choose(page, GRANT);
    await ran(page, 3);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.type = 'text/plain';
      Object.assign(script.dataset, { category: 'third_party', src: '/two.js' });
      document.body.append(script);
    });
    await ran(page, 4);
  });

  it('that have run make a withdrawal ask for a reload', async () => {
    const page = await visit();
    await choose(page, GRANT);
    await ran(page, 3);
    await page.evaluate(() => {
      window.addEventListener('carrel:decision', ({ detail }) => {
        if (detail.source === 'loader') document.body.dataset['reload'] = String(detail.reload);
      });
    });
    await choose(page, REFUSE);
    expect(await page.getAttribute('body', 'data-reload')).toBe('true');
  });
});

describe('frames', () => {
  it('are replaced by a placeholder that opens the privacy choices', async () => {
    const page = await visit();
    expect(await page.locator('iframe').isHidden()).toBe(true);
    const placeholder = page.getByRole('group', { name: '“Lecture 1” is not shown' });
    await placeholder.getByRole('button', { name: 'Privacy choices' }).click();
    await page.waitForSelector('carrel-choices dialog[open]');
    expect(lab.requests).not.toContain('/video.html');
  });

  it('that are held back do not move a first page', async () => {
    const page = await visit();
    await page.waitForSelector('carrel-banner [data-act=refuse]');
    expect(await shifts(page)).toBe(0);
  });

  it('load when allowed, and are emptied on withdrawal', async () => {
    const page = await visit();
    await choose(page, GRANT);
    await page.frameLocator('iframe').getByText('A video').waitFor();
    expect(await page.locator('.carrel-placeholder').count()).toBe(0);

    await choose(page, REFUSE);
    await page.waitForSelector('.carrel-placeholder');
    expect(page.frames().map((frame) => frame.url())).not.toContain(`${lab.origin}/video.html`);

    await choose(page, GRANT);
    await page.frameLocator('iframe').getByText('A video').waitFor();
  });

  it('added later are gated alike', async () => {
    const page = await visit();
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      Object.assign(frame.dataset, { category: 'third_party', src: '/video.html?2' });
      document.body.append(frame);
    });
    await page.waitForFunction(() => document.querySelectorAll('.carrel-placeholder').length === 2);
  });
});
