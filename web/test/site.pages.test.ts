import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readContents } from '../build/content.mjs';
import { pages } from '../site/templates';

const contents = readContents();
const [en, de] = contents;
const target = { local: false, policyHash: '0'.repeat(64), policyText: '{}' };
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
        .filter((it) => it.startsWith('/') && it !== '/policy.json' && !exists(it.slice(1), site))
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
});
