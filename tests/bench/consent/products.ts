import { readFileSync } from 'node:fs';
import { build } from 'esbuild';

const PACKAGES = '/tests/bench/peers/node_modules';

/** What is measured, on a page that declares a service `stats` and waits for a choice. */
export interface Product {
  name: string;
  /** What a first visit loads, as paths of the repository or of `added`. */
  files: string[];
  /** Of the banner; absent for a product that has none. */
  banner?: string;
  head: string;
  /** Expressions of the page. */
  grant: string;
  withdraw: string;
  check: string;
}

const script = (src: string, attributes = '') => `<script src="${src}" ${attributes}></script>`;
const style = (href: string) => `<link rel="stylesheet" href="${href}">`;
const inline = (text: string) => `<script>${text}</script>`;

const POLICY = '/stats-policy.json';

/** The policy of a small site, with the service in its register. */
function policy(): string {
  const both = (text: string) => ({ en: text, de: text });
  const leaves = {
    ...{ cookies: ['_stats'], local: ['stats'], session: ['stats'], databases: ['stats'] },
    ...{ caches: ['stats'], files: ['stats'] },
  };
  const stats = {
    ...{ key: 'stats', purpose: 'video', title: both('Stats'), receives: both('Visits.') },
    ...{ country: 'DE', safeguard: 'not_needed', policy: 'https://stats.example/privacy' },
    ...{ hosts: ['https://stats.example'], leaves },
  };
  return JSON.stringify({
    ...JSON.parse(readFileSync('examples/embed-policy.json', 'utf8')),
    services: [stats],
  });
}

function carrel(target: string): Product {
  const chosen = (choice: string, purposes: string[]) =>
    `carrel.choose('${choice}', ${JSON.stringify(purposes)}, 'a'.repeat(64))`;
  return {
    name: 'carrel',
    files: ['loader.js', 'banner.js', 'banner.css'].map((file) => `/dist/pkg/${file}`),
    banner: 'carrel-banner',
    head:
      script('/dist/pkg/lock-down.js', `data-sources="third_party=${target}"`) +
      script('/dist/pkg/loader.js', `data-policy="${POLICY}" data-transport="none"`),
    grant: chosen('granted', ['video']),
    withdraw: chosen('refused', []),
    check: `carrel.allowed('third_party')`,
  };
}

const COOKIECONSENT: Product = (() => {
  const at = `${PACKAGES}/vanilla-cookieconsent/dist`;
  const files = [`${at}/cookieconsent.umd.js`, `${at}/cookieconsent.css`];
  return {
    name: 'cookieconsent',
    files,
    banner: '#cc-main .cm',
    head:
      style(files[1] ?? '') +
      script(files[0] ?? '') +
      inline(`addEventListener('DOMContentLoaded', () => CookieConsent.run({
        hideFromBots: false,
        categories: { necessary: { readOnly: true },
          stats: { autoClear: { cookies: [{ name: /^_stats/ }] } } },
        language: { default: 'en', translations: { en: {
          consentModal: { title: 'Cookies', description: 'May we count visits?',
            acceptAllBtn: 'Accept', acceptNecessaryBtn: 'Reject' },
          preferencesModal: { title: 'Cookies', acceptAllBtn: 'Accept', sections: [] } } } } }))`),
    grant: `CookieConsent.acceptCategory('all')`,
    withdraw: 'CookieConsent.acceptCategory([])',
    check: `CookieConsent.acceptedCategory('stats')`,
  };
})();

const KLARO: Product = {
  name: 'klaro',
  files: [`${PACKAGES}/klaro/dist/klaro.js`],
  banner: '.klaro .cookie-notice',
  head:
    inline(`klaroConfig = { lang: 'en', services: [
      { name: 'stats', title: 'Stats', purposes: ['analytics'], cookies: [/^_stats/] }] }`) +
    script(`${PACKAGES}/klaro/dist/klaro.js`, 'defer data-config="klaroConfig"'),
  grant: '(klaro.getManager().changeAll(true), klaro.getManager().saveAndApplyConsents())',
  withdraw: '(klaro.getManager().changeAll(false), klaro.getManager().saveAndApplyConsents())',
  check: `klaro.getManager().getConsent('stats')`,
};

const TARTEAUCITRON: Product = (() => {
  const at = `${PACKAGES}/tarteaucitronjs`;
  return {
    name: 'tarteaucitron',
    files: [
      ...[`${at}/tarteaucitron.min.js`, `${at}/tarteaucitron.services.min.js`],
      ...[`${at}/css/tarteaucitron.min.css`, `${at}/lang/tarteaucitron.en.min.js`],
    ],
    banner: '#tarteaucitronAlertBig',
    head:
      inline(`tarteaucitronForceLanguage = 'en'`) +
      script(`${at}/tarteaucitron.min.js`) +
      inline(`tarteaucitron.init({ highPrivacy: true, DenyAllCta: true, AcceptAllCta: true });
        tarteaucitron.services.stats = { key: 'stats', type: 'analytic', name: 'Stats', uri: '',
          needConsent: true, cookies: ['_stats'], js() {}, fallback() {} };
        (tarteaucitron.job = tarteaucitron.job || []).push('stats')`),
    grant: 'tarteaucitron.userInterface.respondAll(true)',
    withdraw: 'tarteaucitron.userInterface.respondAll(false)',
    check: 'tarteaucitron.state.stats === true',
  };
})();

const C15T: Product = {
  name: 'c15t',
  files: ['/c15t.js'],
  head:
    script('/c15t.js') +
    inline(`addEventListener('DOMContentLoaded', () => { store = c15t.getOrCreateConsentRuntime({ mode: 'offline', reloadOnConsentRevoked: false,
      networkBlocker: { enabled: true, logBlockedRequests: false,
        rules: [{ domain: 'localhost', category: 'measurement' }] } }).consentStore; })`),
  grant: `store.getState().saveConsents('all')`,
  withdraw: `store.getState().saveConsents('necessary')`,
  check: `store.getState().has('measurement')`,
};

/** All products, for pages that may be denied the host `target`. */
export const products = (target: string): Product[] => [
  carrel(target),
  ...[COOKIECONSENT, KLARO, C15T, TARTEAUCITRON],
];

/** Files that no package has as they are loaded, by path. */
export async function bundled(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    stdin: {
      contents: "export { getOrCreateConsentRuntime } from 'c15t'",
      resolveDir: 'tests/bench/peers',
    },
    ...{ bundle: true, minify: true, format: 'iife', globalName: 'c15t', target: 'es2022' },
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
  });
  return new Map([
    ['/c15t.js', outputFiles[0]?.text ?? ''],
    [POLICY, policy()],
  ]);
}

export const contents = (path: string, added: ReadonlyMap<string, string>): string =>
  added.get(path) ?? readFileSync(`.${path}`, 'utf8');
