import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { germanSyllables, isProse, type Readable, readingEase } from './support/readability';

const EASY = 60;
const LANGUAGES: readonly Readable[] = ['en', 'de'];
const root = new URL('../../', import.meta.url);

const json = (path: string): unknown => JSON.parse(readFileSync(new URL(path, root), 'utf8'));
const files = (folder: string, name: RegExp) =>
  readdirSync(new URL(folder, root), { encoding: 'utf8' })
    .filter((file) => name.test(file))
    .map((file) => `${folder}${file}`);

/** Every text in a document, in any depth. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** Every text of a policy in one of its languages. */
function spoken(value: unknown, language: string): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === language && typeof inner === 'string' ? [inner] : spoken(inner, language),
  );
}

const plain = (texts: string[]) =>
  texts.map((text) => text.replaceAll(/\{\w+\}/g, 'x').replaceAll(/<[^>]*>/g, '')).filter(isProse);

const documents = LANGUAGES.flatMap((language) => [
  ...[
    ...files('web/src/i18n/', new RegExp(`\\.${language}\\.json$`)),
    ...files('web/site/content/', new RegExp(`^(ui|client|insights)\\.${language}\\.json$`)),
  ].map((path) => [path, language, plain(textsIn(json(path)))] as const),
  ...[
    ...files('shared/presets/', /\.json$/),
    ...files('shared/policies/', /^(?!.*(facts|schema|rules)).*\.json$/),
    'examples/embed-policy.json',
  ].map((path) => [path, language, plain(spoken(json(path), language))] as const),
]);

describe('texts are in plain words', () => {
  test.each(documents.filter(([, , texts]) => texts.length > 0))(
    '%s (%s)',
    (_, language, texts) => {
      expect(readingEase(texts, language)).toBeGreaterThanOrEqual(EASY);
    },
  );
});

describe('the measure', () => {
  test.each([
    ['Kurs', 1],
    ['Daten', 2],
    ['Gerät', 2],
    ['Einstellungen', 4],
    ['Information', 5],
    ['Quelle', 2],
    ['bleiben', 2],
    ['häufig', 2],
    ['Entwürfe', 3],
    ['Ferien', 3],
    ['speichern', 2],
    ['gesendet', 3],
    ['Browser', 2],
    ['hm', 1],
  ])('%s has %i syllables', (word, count) => {
    expect(germanSyllables(word)).toBe(count);
  });

  test('knows easy from hard', () => {
    const easy = 'The cat sat on the mat. It was warm.';
    const hard =
      'Notwithstanding any applicable contractual limitation, personally identifiable information is systematically processed.';
    expect(readingEase([easy], 'en')).toBeGreaterThan(100);
    expect(readingEase([hard], 'en')).toBeLessThan(0);
    expect(readingEase(['Die Katze sitzt auf dem Dach. Es ist warm.'], 'de')).toBeGreaterThan(90);
    expect(
      readingEase(
        ['Datenschutzrechtliche Verarbeitungstätigkeiten bedürfen Einwilligungen.'],
        'de',
      ),
    ).toBeLessThan(0);
  });

  test('knows a sentence from a label', () => {
    expect(['Accept all', 'Saved.', 'He said “no.”', 'Saving …'].map(isProse)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  test('reads every language of the policies', () => {
    expect(documents.filter(([, , texts]) => texts.length > 0).length).toBeGreaterThan(8);
  });
});
