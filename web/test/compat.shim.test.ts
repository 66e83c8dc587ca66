import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type * as CookieConsent from '../src/compat/cookieconsent';
import type { KlaroManager } from '../src/compat/klaro';
import { Lab } from './support/chromium';

interface Peers {
  CookieConsent: typeof CookieConsent;
  klaro: { getManager(): KlaroManager };
  tarteaucitron: { job: { push(name: string): void } };
  heard: string[];
  done(): void;
}

const EVENTS = [
  'onFirstConsent',
  'onConsent',
  'onChange',
  'onModalReady',
  'onModalShow',
  'onModalHide',
];
const SITE = `
window.heard = [];
for (const name of ${JSON.stringify(EVENTS)}) {
  addEventListener('cc:' + name, ({ detail }) => heard.push(
    [name, detail.modalName, detail.cookie?.categories, detail.changedCategories].flat().filter(Boolean).join(' ')));
}
document.addEventListener('vimeo_allowed', () => heard.push('vimeo_allowed'));
document.addEventListener('vimeo_disallowed', () => heard.push('vimeo_disallowed'));
addEventListener('click', ({ target }) => window.done?.(target.id), true);
`;
const BUTTONS = [
  'show-preferencesModal',
  'show-consentModal',
  'accept-all',
  'accept-necessary',
  'accept-custom',
];
const RUN = `CookieConsent.run({
  mode: 'opt-in',
  categories: { necessary: { readOnly: true, enabled: true }, functional: {}, third_party: { services: { video: {} } } },
  language: { default: 'en', translations: {} },
  ...Object.fromEntries(${JSON.stringify(EVENTS)}.map((name) => [name, () => heard.push('call ' + name)])),
});`;

let lab: Lab;

beforeAll(async () => {
  lab = await Lab.open();
  lab.text('/site.js', 'text/javascript', SITE);
  lab.text('/run.js', 'text/javascript', RUN);
  const buttons = BUTTONS.map((act) => `<button data-cc="${act}">${act}</button>`).join('');
  const others =
    '<a class="ot-sdk-show-settings" href="#">Cookies</a><button id="act">Act</button>';
  const body = `<body><h1>Course</h1><script src="/site.js"></script>${buttons}${others}`;
  lab.page(
    '/',
    body,
    'data-compat="cookieconsent klaro tarteaucitron onetrust" data-aliases="vimeo=third_party notes=functional"',
  );
  const shim = '<script src="/carrel/cc-shim.js"></script><script src="/run.js"></script>';
  lab.text('/greedy.js', 'text/javascript', "CookieConsent.acceptCategory('functional')");
  lab.page(
    '/greedy',
    `${body}${shim}<script src="/greedy.js"></script>`,
    'data-compat="cookieconsent"',
  );
  lab.page('/shim', body + shim, 'data-compat="cookieconsent"');
}, 60_000);
afterEach(() => lab.reset());
afterAll(() => lab.close());

async function opened(path = '/'): Promise<Page> {
  const page = await (await lab.visitor()).newPage();
  await page.goto(path);
  await page.waitForSelector('carrel-banner [data-act=refuse]');
  return page;
}

const heard = (page: Page) => page.evaluate(() => (window as unknown as Peers).heard);
const press = (page: Page, act: string) => page.click(`[data-cc=${act}]`);
const settled = (page: Page, category: string, allowed: boolean) =>
  page.waitForFunction(
    ([key, on]) => window.carrel?.allowed('necessary') && window.carrel.allowed(key) === on,
    [category, allowed] as const,
  );

/** Calls when the person presses the page's own button. */
async function act(page: Page, call: (peers: Peers) => void): Promise<void> {
  await page.evaluate(`window.done = (id) => { if (id === 'act') (${call})(window); }`);
  await page.click('#act');
}

describe('the buttons of other libraries', () => {
  it('open the privacy choices', async () => {
    const page = await opened();
    await press(page, 'show-preferencesModal');
    await page.waitForSelector('carrel-choices dialog[open]');
    await page.keyboard.press('Escape');
    await page.click('.ot-sdk-show-settings');
    await page.waitForSelector('carrel-choices dialog[open]');
  });

  it('grant all, refuse all, and ask anew', async () => {
    const page = await opened();
    await press(page, 'accept-all');
    await settled(page, 'third_party', true);
    await press(page, 'accept-necessary');
    await settled(page, 'third_party', false);
    await press(page, 'show-consentModal');
    await page.waitForSelector('carrel-banner [data-act=refuse]');
  });

  it('save what the switches say', async () => {
    const page = await opened();
    await press(page, 'accept-custom');
    await page.check('carrel-choices [data-category=functional]');
    await page.evaluate(() =>
      document.querySelector<HTMLElement>('[data-cc=accept-custom]')?.click(),
    );
    await settled(page, 'functional', true);
    expect(await page.evaluate(() => window.carrel?.allowed('third_party'))).toBe(false);
  });
});

describe('the events of vanilla-cookieconsent', () => {
  it('tell of the first choice, of a change, and of the dialogues', async () => {
    const page = await opened();
    await page.waitForFunction(() => (window as unknown as Peers).heard.length > 1);
    await press(page, 'accept-all');
    await settled(page, 'third_party', true);
    await page.waitForSelector('carrel-banner', { state: 'detached' });
    await press(page, 'accept-necessary');
    await settled(page, 'third_party', false);
    const all = 'necessary functional third_party';
    expect(await heard(page)).toEqual([
      'onModalReady consentModal',
      'onModalShow consentModal',
      `onFirstConsent ${all}`,
      `onConsent ${all}`,
      'onModalHide consentModal',
      'onChange necessary functional third_party',
    ]);
    await page.reload();
    await page.waitForFunction(() => (window as unknown as Peers).heard.length > 0);
    expect(await heard(page)).toEqual(['onConsent necessary']);
  });
});

describe('the functions of vanilla-cookieconsent', () => {
  it('answer before and after a choice', async () => {
    const page = await opened('/shim');
    const answers = () =>
      page.evaluate(() => {
        const { CookieConsent: cc } = window as unknown as Peers;
        const { acceptType, rejectedServices } = cc.getUserPreferences();
        return [
          cc.validConsent(),
          cc.acceptedCategory('third_party'),
          cc.acceptedService('video', 'third_party'),
          acceptType,
          rejectedServices['third_party'],
          cc.getCookie('categories'),
          cc.getCookie('expirationTime') > Date.now(),
        ];
      });
    expect(await answers()).toEqual([false, false, false, 'necessary', ['video'], [], false]);
    await act(page, ({ CookieConsent: cc }) => cc.acceptCategory('all'));
    await settled(page, 'third_party', true);
    const all = ['necessary', 'functional', 'third_party'];
    expect(await answers()).toEqual([true, true, true, 'all', [], all, true]);
    await act(page, ({ CookieConsent: cc }) => cc.acceptCategory('all', ['third_party']));
    await settled(page, 'third_party', false);
    expect(await answers()).toEqual([
      true,
      false,
      false,
      'custom',
      ['video'],
      all.slice(0, 2),
      true,
    ]);
    await page.evaluate(() => (window as unknown as Peers).CookieConsent.acceptCategory([]));
    await settled(page, 'functional', false);
    expect(await answers()).toEqual([
      true,
      false,
      false,
      'necessary',
      ['video'],
      ['necessary'],
      true,
    ]);
  });

  it('accept what runs without having been asked about, which is no choice', async () => {
    const page = await opened('/shim');
    const answers = await page.evaluate(() => {
      const keys = ['necessary', 'functional', 'third_party'];
      const detail = { choice: 'unasked', keys, bits: 7, gpc: 0, source: 'engine' } as const;
      window.dispatchEvent(new CustomEvent('carrel:decision', { detail }));
      const { CookieConsent: cc, heard: calls } = window as unknown as Peers;
      return [
        cc.acceptedCategory('third_party'),
        cc.acceptedService('video', 'third_party'),
        cc.validConsent(),
        calls.some((call) => call.includes('Consent')),
      ];
    });
    expect(answers).toEqual([true, true, false, false]);
  });

  it('grant nothing that nobody has asked for', async () => {
    const page = await (await lab.visitor()).newPage();
    const fault = page.waitForEvent('pageerror');
    await page.goto('/greedy');
    expect(String(await fault)).toContain('a grant needs something that the person does');
    expect(await page.evaluate(() => window.carrel?.allowed('third_party'))).toBe(false);
  });

  it('call back, on each page', async () => {
    const page = await opened('/shim');
    await press(page, 'accept-necessary');
    await page.waitForFunction(() => (window as unknown as Peers).heard.includes('call onConsent'));
    expect(await heard(page)).toContain('call onFirstConsent');
    await page.reload();
    await page.waitForFunction(() => (window as unknown as Peers).heard.includes('call onConsent'));
    expect(await heard(page)).not.toContain('call onFirstConsent');
  });

  it('open and close the dialogues, in another language too', async () => {
    const page = await opened('/shim');
    await page.evaluate(() => (window as unknown as Peers).CookieConsent.hide());
    expect(await page.locator('carrel-banner').count()).toBe(0);
    const spoken = await page.evaluate(() =>
      ['de', 'xx'].reduce<Promise<boolean[]>>(
        async (before, tag) => [
          ...(await before),
          await (window as unknown as Peers).CookieConsent.setLanguage(tag),
        ],
        Promise.resolve([]),
      ),
    );
    expect(spoken).toEqual([true, false]);
    await page.evaluate(() => (window as unknown as Peers).CookieConsent.showPreferences());
    await page.waitForSelector('carrel-choices dialog[open]');
    expect(await page.getAttribute('carrel-choices', 'lang')).toBe('de');
    await page.evaluate(() => (window as unknown as Peers).CookieConsent.hidePreferences());
    expect(await page.locator('carrel-choices').count()).toBe(0);
  });

  it('erase cookies, load scripts and begin again', async () => {
    const page = await opened('/shim');
    lab.text('/late.js', 'text/javascript', 'document.title = "late"');
    const done = await page.evaluate(async () => {
      const { CookieConsent: cc } = window as unknown as Peers;
      for (const name of ['_ga', '_ga_X', 'kept']) await cookieStore.set(name, '1');
      cc.eraseCookies(['_ga', /^_ga_/]);
      return [document.cookie, await cc.loadScript('/late.js'), await cc.loadScript('/none.js')];
    });
    expect(done).toEqual(['kept=1', true, false]);
    expect(await page.title()).toBe('late');
    await press(page, 'accept-all');
    await settled(page, 'third_party', true);
    await page.evaluate(() => (window as unknown as Peers).CookieConsent.reset(true));
    await settled(page, 'third_party', false);
    await page.waitForSelector('carrel-banner [data-act=refuse]');
  });
});

describe('klaro and tarteaucitron', () => {
  it('have a manager, whose changes count once they are saved', async () => {
    const page = await opened();
    const consents = () =>
      page.evaluate(() => (window as unknown as Peers).klaro.getManager().consents);
    expect(await consents()).toMatchObject({ functional: false, third_party: false });
    await act(page, ({ klaro }) => {
      klaro.getManager().updateConsent('notes', true);
      klaro.getManager().saveAndApplyConsents();
    });
    await settled(page, 'functional', true);
    expect(await consents()).toMatchObject({ functional: true, third_party: false });
  });

  it('tell whether what was pushed may run, by its name there', async () => {
    const page = await opened();
    await page.evaluate(() => (window as unknown as Peers).tarteaucitron.job.push('vimeo'));
    await press(page, 'accept-all');
    await settled(page, 'third_party', true);
    await press(page, 'accept-necessary');
    await settled(page, 'third_party', false);
    const said = (await heard(page)).filter((name) => name.endsWith('allowed'));
    expect(said).toEqual(['vimeo_allowed', 'vimeo_disallowed']);
  });
});
