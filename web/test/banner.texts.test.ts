// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { categoriesOf } from '../src/banner/policy';
import { selectionBy, selectionOf } from '../src/banner/selection';
import { textsHash } from '../src/banner/texts';
import { filled, forLanguage } from '../src/i18n';
import de from '../src/i18n/messages.de.json';
import en from '../src/i18n/messages.en.json';
import { POLICY } from './support/policy';

type Sections = Record<string, Record<string, string>>;

const placeholders = (text: string) => text.match(/\{\w+\}/g)?.sort() ?? [];

describe('messages', () => {
  it.each(Object.keys(en))('%s says the same in both languages', (section) => {
    const english = (en as Sections)[section] ?? {};
    const german = (de as Sections)[section] ?? {};
    expect(Object.keys(german)).toEqual(Object.keys(english));
    for (const [key, text] of Object.entries(english)) {
      expect(german[key]).not.toBe('');
      expect(placeholders(german[key] ?? '')).toEqual(placeholders(text));
    }
  });

  it('are chosen by the primary language, English where there is none', () => {
    expect(forLanguage({ en: 1, de: 2 }, 'de-AT')).toBe(2);
    expect(forLanguage({ en: 1, de: 2 }, 'ar')).toBe(1);
  });

  it('are filled in', () => {
    expect(filled('{a} and {b}', { a: '1' })).toBe('1 and {b}');
  });
});

describe('categories', () => {
  it('are those that have an item, in the language asked for', () => {
    const categories = categoriesOf(POLICY, 'de-CH');
    expect(categories.map(({ key }) => key)).toEqual(['necessary', 'functional', 'third_party']);
    expect(categories[1]?.title).toBe('Funktional');
    expect(categories[1]?.purposes.map(({ key }) => key)).toEqual(['resume', 'drafts']);
  });

  it('fall back to the first language of the policy', () => {
    expect(categoriesOf(POLICY, 'fr')[1]?.title).toBe('Functional');
  });
});

describe('a selection', () => {
  const categories = categoriesOf(POLICY, 'en');
  const signalled = categories.map((c) => ({ ...c, signalled: c.key === 'third_party' }));

  it('names purposes, without those that need no grant', () => {
    expect(selectionBy('accept', categories)).toEqual({
      choice: 'granted',
      purposes: ['resume', 'drafts', 'video'],
    });
    expect(selectionBy('refuse', categories)).toEqual({ choice: 'refused', purposes: [] });
    expect(selectionBy('on-device', categories)).toEqual({
      choice: 'on_device',
      purposes: ['resume', 'drafts'],
    });
  });

  it('leaves off what the browser refuses by its signal', () => {
    expect(selectionBy('accept', signalled).purposes).toEqual(['resume', 'drafts']);
  });

  it('of nothing optional is a refusal', () => {
    expect(selectionOf(categories.slice(0, 1))).toEqual({ choice: 'refused', purposes: [] });
  });
});

it('hashes texts joined by line feeds', async () => {
  expect(await textsHash(['a', 'b'])).toBe(
    '7e18f737311b2dc3b2f269dd78396b0351f14fb66efa879f768cb23181883c78',
  );
});
