import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { firefox, isInstalled } from '../kills/firefox';
import type { Tab, Victim } from '../kills/victim';
import { Device } from '../support/browser';
import { StaticServer } from '../support/static';
import { BROWSERS } from './browsers';
import { Target } from './target';

const SOON = { timeout: 20_000 };

let site: StaticServer;
let target: Target;

beforeAll(async () => {
  target = await Target.start();
  const policy = [
    ...["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'"],
    ...["connect-src 'self'", `frame-src ${target.origin}`, `img-src 'self' ${target.origin}`],
    ...["form-action 'none'", "base-uri 'none'"],
  ].join('; ');
  site = await StaticServer.start('dist', { 'content-security-policy': policy });
  site.added.set('/policy.json', readFileSync('examples/embed-policy.json', 'utf8'));
  // Before all others, so that nothing escapes it.
  site.added.set(
    '/seen.js',
    "addEventListener('securitypolicyviolation',({blockedURI})=>{document.documentElement.dataset.violations=(document.documentElement.dataset.violations??'')+blockedURI+' '});",
  );
  site.added.set('/held.js', "document.documentElement.dataset.ran = 'yes';");
  site.added.set(
    '/page.html',
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Strict</title>
    <script src="/seen.js"></script>
    <script src="/pkg/lock-down.js" data-sources="third_party=${target.origin}"></script>
    <script src="/pkg/consent-mode.js" data-signals="ad_storage=third_party"></script>
    <script src="/pkg/loader.js" data-transport="none"></script>
    <body>
    <iframe data-category="third_party" data-src="${target.origin}/frame" title="Video"></iframe>
    <img alt="" data-category="third_party" data-src="${target.origin}/image">
    <script type="text/plain" data-category="third_party" data-src="/held.js"></script>
    <textarea id="notes" aria-label="Notes" data-carrel-draft="draft.text"></textarea>
    <carrel-save-state></carrel-save-state>
    <button type="button" data-carrel="preferences">Privacy choices</button>`,
  );
});

afterAll(async () => {
  await site.stop();
  await target.stop();
});

interface Looks {
  violations: string;
  ran: boolean;
  placeholders: number;
}

const looks = (tab: Tab) =>
  tab.evaluate(
    (): Looks => ({
      violations: document.documentElement.dataset['violations'] ?? '',
      ran: document.documentElement.dataset['ran'] === 'yes',
      placeholders: document.querySelectorAll('.carrel-placeholder button').length,
    }),
    null,
  );

const press = (tab: Tab, host: string, act: string) =>
  tab.evaluate(
    ([of, name]) => {
      const root = of ? document.querySelector(of)?.shadowRoot : document;
      const button = root?.querySelector<HTMLElement>(`[data-act=${name}], [data-carrel=${name}]`);
      button?.click();
      return button !== null && button !== undefined;
    },
    [host, act] as const,
  );

const soonPressed = (tab: Tab, host: string, act: string) =>
  expect.poll(() => press(tab, host, act), SOON).toBe(true);

const allowed = (tab: Tab) =>
  tab.evaluate(() => window.carrel?.allowed('third_party') === true, null).catch(() => false);

/** Everything under the site's address that can be written. */
const written = (tab: Tab) =>
  tab.evaluate(async () => {
    const files: string[] = [];
    const root = (await navigator.storage.getDirectory()) as unknown as {
      keys(): AsyncIterable<string>;
    };
    for await (const name of root.keys()) files.push(name);
    return {
      ...{ cookies: document.cookie, local: localStorage.length, session: sessionStorage.length },
      databases: (await indexedDB.databases()).length,
      ...{ caches: (await caches.keys()).length, files },
    };
  }, null);

describe.each(BROWSERS)('$name', ({ start }) => {
  let victim: Victim;
  let tab: Tab;

  beforeEach(async () => {
    target.arrived.clear();
    victim = await start();
    tab = await victim.tab(() => {});
    await tab.goto(`${site.origin}/page.html`);
    await expect.poll(async () => (await looks(tab)).placeholders, SOON).toBeGreaterThan(0);
  });

  afterEach(() => victim.destroy());

  test('before a choice nothing is written, and nothing asks a held host', async () => {
    await expect
      .poll(
        () =>
          tab.evaluate(() => document.querySelector<HTMLElement>('carrel-banner')?.hidden, null),
        SOON,
      )
      .toBe(false);
    const isOpen = () => tab.evaluate(() => !!customElements.get('carrel-save-state'), null);
    await expect.poll(isOpen, SOON).toBe(true);
    expect(await written(tab)).toEqual({
      ...{ cookies: '', local: 0, session: 0, databases: 0, caches: 0, files: [] },
    });
    expect([...target.arrived]).toEqual([]);
  });

  test('no violation of our own from the first question to the withdrawal', async () => {
    await soonPressed(tab, 'carrel-banner', 'accept');
    await expect.poll(() => allowed(tab), SOON).toBe(true);
    expect([...target.arrived]).toEqual([]);
    expect((await looks(tab)).violations).toBe('');
    // The frame waits for a page that the lock-down lets it in.
    await soonPressed(tab, '', 'reload');
    await expect.poll(() => [...target.arrived].sort(), SOON).toEqual(['frame', 'image']);
    await expect.poll(async () => (await looks(tab)).ran, SOON).toBe(true);
    await soonPressed(tab, '', 'preferences');
    await soonPressed(tab, 'carrel-choices', 'refuse');
    await expect.poll(async () => (await looks(tab)).placeholders, SOON).toBeGreaterThan(0);
    expect(await allowed(tab)).toBe(false);
    expect((await looks(tab)).violations).toBe('');
  });
});

describe('Global Privacy Control', () => {
  /** With all granted, what the signal refuses stays out, and is shown as refused. */
  async function grantedUnder(tab: Tab): Promise<void> {
    target.arrived.clear();
    await tab.goto(`${site.origin}/page.html`);
    expect(await tab.evaluate(() => navigator.globalPrivacyControl, null)).toBe(true);
    const choose = () =>
      tab.evaluate(
        () => window.carrel?.choose('granted', ['drafts', 'video'], 'a'.repeat(64)),
        null,
      );
    await choose();
    await tab.goto(`${site.origin}/page.html`);
    const functional = () => tab.evaluate(() => window.carrel?.allowed('functional'), null);
    await expect.poll(() => functional().catch(() => false), SOON).toBe(true);
    expect(await allowed(tab)).toBe(false);
    await expect.poll(async () => (await looks(tab)).placeholders, SOON).toBeGreaterThan(0);
    expect([...target.arrived]).toEqual([]);
  }

  test.runIf(isInstalled)('set in Firefox itself', async () => {
    const victim = await firefox({
      'privacy.globalprivacycontrol.enabled': true,
      'privacy.globalprivacycontrol.functionality.enabled': true,
    });
    try {
      await grantedUnder(await victim.tab(() => {}));
    } finally {
      await victim.destroy();
    }
  });

  test('set for a page of Chromium, which has no such setting', async () => {
    const device = await Device.create();
    try {
      await (await device.context()).addInitScript(() => {
        Object.defineProperty(navigator, 'globalPrivacyControl', { value: true });
      });
      const page = await device.tab('A');
      await grantedUnder({
        goto: (address) => page.goto(address),
        reload: () => page.reload(),
        close: () => page.close(),
        crash: async () => {},
        evaluate: (act, given) => page.evaluate(act as never, given),
      });
    } finally {
      await device.destroy();
    }
  });
});
