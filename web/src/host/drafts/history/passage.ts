import { filled } from '../../../i18n';
import { h } from '../../../shared/dom';
import type { Version } from '../../../shared/types';
import type { Texts } from './texts';

const LENGTH = 160;
const BEFORE = 30;

/** A text with its time and length: an excerpt from where it differs, and the whole of it. */
export function passage(texts: Texts, title: string, version: Version, beside: string): Node[] {
  const { text, at } = version;
  const { words, whole } = texts.say;
  const n = String(text.split(/\s+/).filter(Boolean).length);
  const time = h('time', { datetime: new Date(at).toISOString() }, texts.time(at));
  const [before = '', after = ''] = title.split('{time}');
  return [
    h('h3', { part: 'subtitle' }, before, time, after),
    h('p', { part: 'length' }, filled(words, { n })),
    h('blockquote', { part: 'excerpt' }, excerpt(text, beside)),
    h('details', {}, h('summary', {}, whole), h('div', { part: 'whole' }, text)),
  ];
}

/** The part of a text that tells it from another one. */
export function excerpt(text: string, beside: string): string {
  let same = 0;
  while (same < text.length && text[same] === beside[same]) same++;
  const from = same === text.length ? text.length - LENGTH : same - BEFORE;
  const start = wordStart(text, Math.max(0, Math.min(from, text.length - LENGTH)));
  const part = text.slice(start, start + LENGTH).replace(/\s+/g, ' ');
  return `${start > 0 ? '… ' : ''}${part.trim()}${start + LENGTH < text.length ? ' …' : ''}`;
}

/** Of the first word from there on, where one begins soon. */
function wordStart(text: string, at: number): number {
  const before = text.slice(Math.max(0, at - 1), at + BEFORE).search(/\s/);
  return at === 0 || before < 0 ? at : at + before;
}
