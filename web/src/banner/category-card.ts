import { filled, forLanguage } from '../i18n';
import { choices as de } from '../i18n/messages.de.json';
import { choices as en } from '../i18n/messages.en.json';
import { h } from '../shared/dom';
import type { Category, Purpose } from './policy';
import { serviceDetails } from './service-details';

export interface SwitchCard {
  element: HTMLElement;
  head: HTMLElement;
  input: HTMLInputElement;
  means: HTMLElement;
}

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
  return { element: h('section', { part: 'card' }, head, means), head, input, means };
}

/**
 * The card of a category: what it covers, what refusing it means, and what it is used for, each use
 * with a switch of its own where there are several.
 */
export class CategoryCard {
  readonly category: Category;
  readonly element: HTMLElement;
  /** What is to be known about the switches as they stand. */
  readonly notice = h('div', {});
  readonly #card: SwitchCard;
  readonly #texts: typeof en;
  readonly #language: string;
  readonly #uses = new Map<string, HTMLInputElement>();
  readonly #some = h('span', { part: 'badge' });
  /** Purposes whose switch the person cannot move, and whether they had granted them. */
  #held: ReadonlyMap<string, boolean>;

  constructor(category: Category, language: string) {
    const { key, title, covers, refused, required } = category;
    this.category = category;
    this.#language = language;
    this.#texts = forLanguage({ en, de }, language);
    this.#card = switchCard(`category-${key}`, title, 'data-category', key);
    this.element = this.#card.element;
    const { input, means } = this.#card;
    means.append(h('p', {}, covers));
    input.before(required ? h('span', { part: 'badge' }, this.#texts.required) : this.#some);
    const without = required ? [refused] : [h('strong', {}, this.#texts.if_off), ' ', refused];
    means.append(h('p', { part: 'muted' }, ...without));
    means.append(this.notice);
    if (category.signalled) this.notice.append(h('p', { part: 'notice' }, this.#texts.gpc));
    this.#held = new Map(
      category.signalled ? category.purposes.map(({ key }) => [key, false]) : [],
    );
    const uses = category.purposes.map((purpose) => this.#use(purpose));
    const summary = h('summary', {}, this.#texts.purposes);
    this.element.append(h('details', {}, summary, h('ul', {}, ...uses)));
    this.element.addEventListener('change', ({ target }) => {
      if (target === input)
        for (const use of this.#uses.values()) use.checked = input.checked && !use.disabled;
      this.#summarise();
    });
  }

  /** Keys of the purposes that are granted as the switches stand. */
  get on(): string[] {
    const keys = this.category.purposes.map(({ key }) => key);
    return keys.filter((key) => this.#held.get(key) ?? this.isOn(key));
  }

  isOn(purpose: string): boolean {
    return (this.#uses.get(purpose) ?? this.#card.input).checked;
  }

  /** From the next showing on. */
  hold(held: ReadonlyMap<string, boolean>): void {
    this.#held = held;
  }

  /** Switches on these purposes alone; `fixed`: no switch can be moved. */
  show(on: ReadonlySet<string>, fixed: boolean): void {
    const { required, purposes } = this.category;
    for (const [key, use] of this.#uses) {
      use.disabled = fixed || this.#held.has(key);
      use.checked = on.has(key) && !this.#held.has(key);
    }
    const { input } = this.#card;
    const open = purposes.filter(({ key }) => !this.#held.has(key));
    input.checked = required || (open.length > 0 && open.every(({ key }) => on.has(key)));
    input.disabled = required || fixed || open.length === 0;
    this.#summarise();
  }

  /** The category is on when all is that can be switched. */
  #summarise(): void {
    const uses = [...this.#uses.values()];
    if (uses.length === 0) return;
    const on = uses.filter((use) => use.checked).length;
    const held = [...this.#uses.keys()].filter((key) => this.#held.has(key)).length;
    this.#card.input.checked = on > 0 && on + held === uses.length;
    const partly = on > 0 && on < uses.length;
    const counts = { on: String(on), all: String(uses.length) };
    this.#some.textContent = partly ? filled(this.#texts.some, counts) : '';
  }

  #use({ key, title, why, services }: Purpose): HTMLElement {
    const details = services.map((service) => serviceDetails(service, this.#language));
    if (this.category.required || this.category.purposes.length === 1)
      return h('li', {}, h('strong', {}, title), ' ', why, ...details);
    const { head, input, means } = switchCard(`purpose-${key}`, title, 'data-purpose', key);
    this.#uses.set(key, input);
    means.append(h('p', {}, why));
    return h('li', {}, head, means, ...details);
  }
}
