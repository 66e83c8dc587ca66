import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Texts = Record<string, string>;

interface Policy {
  consent: { asks_age?: boolean; dnt?: boolean };
  categories: { key: string; required: boolean; on_device: boolean; gpc: boolean }[];
  purposes: { key: string; category: string; basis?: string; uses?: string[]; why: Texts }[];
  items: Item[];
  services: { key: string; purpose: string; hosts: string[] }[];
}

interface Item {
  key: string;
  purpose: string;
  tier: string;
  shape: object;
  on_withdraw: string;
  on_behavioural_erasure: string;
  keep: { rule: string; days?: number };
  sync?: object;
  facts: string[];
}

const PROGRAM = 'build/native/shared/carrel-policy';
const load = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const path = (name: string) => `shared/policies/${name}.json`;
const demo: Policy = load(path('demo'));

/** Kinds of which each switch is for one thing alone. */
const APART = ['research', 'beta', 'communications', 'recordings'];
const BY_CONSENT = ['consent', 'explicit_consent'];
const WITHOUT_CONSENT = ['contract', 'legal_obligation', 'legitimate_interests'];

describe.each(['platform-p', 'platform-f', 'platform-u'])('%s', (name) => {
  const policy: Policy = load(path(name));
  const { categories, purposes, items, services } = policy;
  const category = (key: string) => categories.find((row) => row.key === key);
  const serving = (fact: string) => items.filter(({ facts }) => facts.includes(fact));

  test('is valid, the command says', ({ skip }) => {
    skip(!existsSync(PROGRAM), `${PROGRAM} is not built`);
    const { status, stdout } = spawnSync(PROGRAM, ['check', path(name)], { encoding: 'utf8' });
    expect([status, stdout]).toEqual([0, expect.stringContaining(': valid: ')]);
  });

  test('names a legal basis of each purpose: consent to what is optional, and to nothing else', () => {
    for (const { key, category: of, basis } of purposes) {
      const bases = category(of)?.required ? WITHOUT_CONSENT : BY_CONSENT;
      expect(bases, key).toContain(basis);
    }
  });

  test('research, health and faces need an explicit yes', () => {
    const explicit = purposes.filter(({ basis }) => basis === 'explicit_consent');
    const keys = explicit.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining(['accommodations', 'identity_check']));
    for (const { key } of purposes.filter((row) => row.category === 'research'))
      expect(keys).toContain(key);
  });

  test.each(APART)('%s is never bundled', (kind) => {
    const keys = purposes.filter((row) => row.category === kind).map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) {
      const own = [...items, ...services].filter(({ purpose }) => purpose === key);
      expect(own, key).toHaveLength(1);
      if (kind === 'communications')
        expect(key).toMatch(/^(update|reminder|recommendation|marketing)_(email|push)$/);
    }
  });

  test('what goes to others, or makes a profile, heeds Global Privacy Control', () => {
    for (const { key, category: of, uses = [] } of purposes) {
      const heeds = ['research', 'third_party', 'targeting'].includes(of);
      if (heeds) expect(category(of)?.gpc, key).toBe(true);
      if (uses.includes('sharing')) expect([true, 'recordings'], key).toContain(heeds || of);
    }
  });

  test('nothing that is sent counts as kept on the device', () => {
    for (const { purpose } of services) {
      const of = category(purposes.find(({ key }) => key === purpose)?.category ?? '');
      expect(of?.required || !of?.on_device, purpose).toBe(true);
    }
  });

  test('a service of the presets is as its preset says', () => {
    for (const service of services) {
      const preset = `shared/presets/${service.key}.json`;
      if (existsSync(preset)) expect(service).toEqual(load(preset).service);
      else expect(service.key).toMatch(/^(example|study)_/);
    }
  });

  test('the demo course can keep there what it keeps, but for figures', () => {
    const kept = demo.items.filter(({ purpose }) => !['figures', 'insights'].includes(purpose));
    expect(kept.length).toBeGreaterThan(10);
    for (const { key, shape } of kept)
      expect(
        items.find((item) => item.key === key),
        key,
      ).toMatchObject({ shape });
  });

  test.each<[string, object]>([
    ['D201', { keep: { rule: 'idle', days: 1 } }],
    ['D203', { keep: { rule: 'idle', days: 365 }, tier: 'local' }],
    ['D204', { keep: { rule: 'idle', days: 365 }, tier: 'persistent' }],
    ['D205', { keep: { rule: 'idle', days: 365 }, tier: 'persistent' }],
    ['D209', { keep: { rule: 'account' }, on_behavioural_erasure: 'keep' }],
    ['D210', { keep: { rule: 'age', days: 90 }, on_behavioural_erasure: 'erase' }],
    ['D211', { on_withdraw: 'erase', on_behavioural_erasure: 'erase' }],
    ['D218', { shape: { type: 'choice', options: ['phone', 'tablet', 'desk'] } }],
  ])('its items for %s are kept as the fact says', (fact, rule) => {
    expect(serving(fact).length).toBeGreaterThan(0);
    for (const item of serving(fact)) expect(item, item.key).toMatchObject(rule);
  });

  test.each(['D204', 'D210', 'D211', 'D212', 'D218'])('%s never leaves the device', (fact) => {
    for (const { key, sync } of serving(fact)) expect(sync, key).toBeUndefined();
  });

  test('a draft is never lost without a question', () => {
    const drafts = items.filter(({ key }) => /^(draft|note)\./.test(key));
    expect(drafts.length).toBeGreaterThan(2);
    for (const draft of drafts)
      expect(draft).toMatchObject({
        on_withdraw: 'ask',
        keep: { rule: 'until_sent', days: 365 },
      });
  });
});

describe('the platforms differ as the facts do', () => {
  const of = (name: string): Policy => load(path(name));
  const keys = (name: string) => of(name).categories.map(({ key }) => key);
  const home = (name: string, item: string) => {
    const { items, purposes } = of(name);
    const purpose = items.find(({ key }) => key === item)?.purpose;
    return purposes.find(({ key }) => key === purpose)?.category;
  };

  test.each([
    ['D101: P', 'platform-p', ['necessary', 'functional', 'performance', 'targeting']],
    ['D102: U', 'platform-u', ['necessary', 'analytics', 'preference', 'third_party']],
    ['D103: F', 'platform-f', ['necessary', 'functionality', 'performance']],
  ])('%s has its own categories', (_, name, own) => {
    const shared = ['third_party', ...APART];
    expect(keys(name).filter((key) => own.includes(key) || !shared.includes(key))).toEqual(own);
  });

  test('D102: U needs the language and the cart, F the progress; elsewhere they are optional', () => {
    expect(home('platform-u', 'pref.language')).toBe('necessary');
    expect(home('platform-u', 'cart.course')).toBe('necessary');
    expect(home('platform-f', 'progress.place')).toBe('necessary');
    expect(home('platform-p', 'pref.language')).toBe('functional');
    expect(home('platform-p', 'progress.place')).toBe('functional');
    expect(home('platform-u', 'progress.place')).toBe('preference');
  });

  test('D114: P alone infers anything about a person', () => {
    const inferring = (name: string) =>
      of(name).items.some(({ key }) => key.startsWith('inferred.'));
    expect(['platform-p', 'platform-f', 'platform-u'].map(inferring)).toEqual([true, false, false]);
  });

  test('D118: at F important course news come without a switch', () => {
    const switched = (name: string) => of(name).purposes.some(({ key }) => key === 'update_email');
    expect(['platform-p', 'platform-f', 'platform-u'].map(switched)).toEqual([true, false, true]);
    const notices = of('platform-f').purposes.find(({ key }) => key === 'notices');
    expect(notices).toMatchObject({ category: 'necessary' });
    expect(notices?.why['en']).toContain('news of your course');
  });

  test('D206: U ends the record after long inactivity, P and F with the account', () => {
    const kept = (name: string) =>
      of(name).items.find(({ key }) => key === 'progress.completed')?.keep;
    expect(kept('platform-u')).toEqual({ rule: 'idle', days: 1095 });
    expect(kept('platform-p')).toEqual({ rule: 'account' });
    expect(kept('platform-f')).toEqual({ rule: 'account' });
  });

  test('D604: F asks the age before an account; D606: U heeds Do Not Track', () => {
    expect(of('platform-f').consent).toMatchObject({ asks_age: true });
    expect(of('platform-u').consent).toMatchObject({ dnt: true });
    expect(of('platform-p').consent).toEqual({ expires_days: 180 });
  });
});
