import { forLanguage } from '../i18n';
import { choices as de } from '../i18n/messages.de.json';
import { choices as en } from '../i18n/messages.en.json';
import { h } from '../shared/dom';
import type { Category } from './policy';

/** A switch with its name and what it means; `id` is unique in its shadow root. */
export function switchCard(id: string, name: string, data: string, value: string): SwitchCard {
  const input = h('input', {
    type: 'checkbox',
    role: 'switch',
    part: 'switch',
    id,
    'aria-describedby': `${id}-means`,
    [data]: value,
  });
  const head = h('div', { part: 'card-head' }, h('label', { for: id }, name), input);
  const means = h('div', { id: `${id}-means` });
  return { element: h('section', { part: 'card' }, head, means), input, means };
}

export interface SwitchCard {
  element: HTMLElement;
  input: HTMLInputElement;
  means: HTMLElement;
}

/** The card of a category: what it covers, what refusing it means, and what it is used for. */
export function categoryCard(category: Category, language: string): SwitchCard {
  const texts = forLanguage({ en, de }, language);
  const { key, title, covers, refused, required } = category;
  const card = switchCard(`category-${key}`, title, 'data-category', key);
  card.input.disabled = required || category.signalled;
  card.means.append(h('p', {}, covers));
  if (required) {
    card.input.before(h('span', { part: 'badge' }, texts.required));
    card.means.append(h('p', { part: 'muted' }, refused));
  } else {
    card.means.append(h('p', { part: 'muted' }, h('strong', {}, texts.if_off), ' ', refused));
  }
  if (category.signalled) card.means.append(h('p', { part: 'notice' }, texts.gpc));
  const uses = category.purposes.map((purpose) =>
    h('li', {}, h('strong', {}, purpose.title), ' ', purpose.why),
  );
  card.element.append(h('details', {}, h('summary', {}, texts.purposes), h('ul', {}, ...uses)));
  return card;
}
