import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readContents } from '../build/content.mjs';
import { pages } from '../site/templates';

const contents = readContents();
const [en, de] = contents;
const policyOf = (name: string) => ({
  text: readFileSync(`shared/policies/${name}.json`, 'utf8'),
  hash: '0'.repeat(64),
});
const platforms = (['p', 'f', 'u'] as const).map((key) => ({
  key,
  ...policyOf(`platform-${key}`),
}));
const target = { local: false, policy: policyOf('demo'), platforms };
const site = pages(contents, target);
const local = pages(contents, { ...target, local: true });

const source = (path: string) => fileURLToPath(new URL(`../site/${path}`, import.meta.url));

/** Paths of the members of a JSON value, without the values. */
function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [''];
  return Object.entries(value).flatMap(([key, it]) => keysOf(it).map((path) => `/${key}${path}`));
}

const references = (html: string) =>
  [...html.matchAll(/ (?:href|src|poster)="([^"]*)"/g)].map(([, reference = '']) => reference);

/** The policies that the site holds, by their address. */
const held = (html: string) =>
  [...html.matchAll(/ data-policy="([^"]*)"/g)].map(([, reference = '']) => reference);

/** A page or a file that the build puts there. */
function exists(path: string, made: { path: string }[]): boolean {
  if (path === '' || path.endsWith('/')) return exists(`${path}index.html`, made);
  const [folder, name = ''] = path.split('/');
  if (folder === 'assets' && name.endsWith('.js')) {
    return existsSync(source(`src/${name.replace('.js', '.ts')}`));
  }
  if (folder === 'assets') return name === 'site.css' || existsSync(source(`static/${name}`));
  if (folder === 'media') return existsSync(source(path));
  return folder === 'carrel' || made.some((page) => page.path === path);
}

describe('content', () => {
  it('says the same in both languages', () => {
    expect(keysOf(de?.ui)).toEqual(keysOf(en?.ui));
    expect(keysOf(de?.courses)).toEqual(keysOf(en?.courses));
    expect(keysOf(de?.lessons)).toEqual(keysOf(en?.lessons));
    expect(keysOf(de?.questions)).toEqual(keysOf(en?.questions));
    expect(keysOf(de?.threads)).toEqual(keysOf(en?.threads));
    expect(de?.reading.headings).toHaveLength(en?.reading.headings.length ?? 0);
    expect(de?.transcript.map(({ from }) => from)).toEqual(en?.transcript.map(({ from }) => from));
  });

  it('has courses enough, one of them whole', () => {
    expect(en?.courses.length).toBeGreaterThanOrEqual(6);
    expect(en?.courses.filter(({ open }) => open)).toHaveLength(1);
  });

  it.each(contents)('has thirty questions with right answers ($language)', ({ questions }) => {
    expect(questions).toHaveLength(30);
    for (const { options, correct } of questions) {
      expect(correct.length).toBeGreaterThan(0);
      expect(correct.length).toBeLessThan(options.length);
      for (const right of correct) expect(options[right]).toBeTruthy();
    }
  });
});

describe('pages', () => {
  it('lead nowhere that is not there', () => {
    const dead = site.flatMap(({ path, html }) =>
      references(html)
        .filter((it) => it.startsWith('/') && !exists(it.slice(1), site))
        .map((it) => `${path}: ${it}`),
    );
    expect(dead).toEqual([]);
  });

  it('of the local build refer to each other relatively', () => {
    const dead = local
      .filter(({ path }) => path !== '404.html')
      .flatMap(({ path, html }) =>
        references(html)
          .filter((it) => !it.startsWith('#'))
          .map((it) => new URL(it, `http://site/${path}`).pathname.slice(1))
          .filter((it) => !exists(it, local))
          .map((it) => `${path}: ${it}`),
      );
    expect(dead).toEqual([]);
    for (const { html } of local) expect(html).not.toMatch(/ (?:href|src)="\//);
  });

  it('have nothing inline that the policy of the browser would refuse', () => {
    for (const { html } of [...site, ...local]) {
      expect(html).not.toMatch(/ style="| on[a-z]+="|<style|javascript:/);
      for (const [, attributes = ''] of html.matchAll(/<script([^>]*)>/g)) {
        expect(attributes).toMatch(/ src="| type="application\/json"/);
      }
    }
  });

  it('offer the privacy choices at the foot of each', () => {
    for (const { html } of site) expect(html).toContain('data-carrel="preferences"');
  });

  it('hold nothing but the policy of the platform where one is tried, with a profile of its own', () => {
    const tried = site.filter(({ path }) => /platforms\/[pfu]\.html$/.test(path));
    expect(tried).toHaveLength(6);
    for (const { path, html } of tried) {
      const [, language, key] = /^(\w+)\/platforms\/(\w)\.html$/.exec(path) ?? [];
      expect(held(html)).toEqual([`/platforms/${key}.json`]);
      expect(html.match(/ data-profile="[^"]*"/g)).toEqual(
        Array(2).fill(` data-profile="platform${key}"`),
      );
      expect(html).toContain('data-transport="none"');
      const { purposes } = JSON.parse(policyOf(`platform-${key}`).text);
      for (const { title } of purposes) expect(html).toContain(`<strong>${title[language ?? '']}`);
    }
    for (const { path, html } of site.filter((page) => !tried.includes(page))) {
      expect(held(html), path).toEqual(['/policy.json']);
      expect(html).not.toContain('data-profile');
    }
  });

  it('of the local build name no other host', () => {
    for (const { html } of local)
      expect(html.replaceAll(/<script type="app.*?<\/script>/gs, '')).not.toMatch(/https:\/\//);
    expect(site.some(({ html }) => html.includes('https://www.youtube-nocookie.com'))).toBe(true);
  });
});
