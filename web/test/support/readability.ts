import { syllable } from 'syllable';

/** Average words of a sentence and syllables of a word. */
interface Lengths {
  sentence: number;
  word: number;
}

const SENTENCE_END = /(?<=[.!?…])["”“»)]*\s+/;
const WORD = /\p{L}+(?:['’]\p{L}+)*/gu;
/** Two letters that are one sound; a single vowel otherwise. `qu` has none of its own. */
const GERMAN_VOWELS = /(?<!q)(?:ie|aa|ai|au|ay|äu|ee|ei|eu|ey|oo|ou|[aeiouyäöü])/g;
/** Words in which `ie` or `eu` is spoken apart. */
const GERMAN_APART = /(?:[lrd]ien|studie)(?:s|n)?$|museum$/;

const COUNT = { en: syllable, de: germanSyllables } as const;
export type Readable = keyof typeof COUNT;

/** The reading ease of prose: Flesch's formula for English, Amstad's for German; 100 is easy. */
export function readingEase(texts: readonly string[], language: Readable): number {
  const { sentence, word } = lengthsOf(texts, COUNT[language]);
  return language === 'en'
    ? 206.835 - 1.015 * sentence - 84.6 * word
    : 180 - sentence - 58.5 * word;
}

/** Sentences alone: a label or a title has no end, and would count as a very short one. */
export function isProse(text: string): boolean {
  return /[.!?…]["”“»)]*$/.test(text.trim());
}

function lengthsOf(texts: readonly string[], count: (word: string) => number): Lengths {
  const sentences = texts.flatMap((text) => text.trim().split(SENTENCE_END));
  const words = sentences.flatMap((text) => text.match(WORD) ?? []);
  const syllables = words.reduce((sum, word) => sum + count(word), 0);
  return { sentence: words.length / sentences.length, word: syllables / words.length };
}

export function germanSyllables(word: string): number {
  const lower = word.toLowerCase();
  const apart = GERMAN_APART.test(lower) ? 1 : 0;
  return Math.max(1, (lower.match(GERMAN_VOWELS)?.length ?? 0) + apart);
}
