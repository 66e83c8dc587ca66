import { filled, forLanguage } from '../../i18n';
import { notices as de } from '../../i18n/messages.de.json';
import { notices as en } from '../../i18n/messages.en.json';
import { h } from '../../shared/dom';
import type { CategoryCard } from '../category-card';
import type { Purpose } from '../policy';
import type { Standing } from './standing';

/** Offers to delete what was collected, at the switches of one card that are off. */
export class Offers {
  readonly #texts: typeof en;
  readonly #element = h('div', { 'data-offers': true, 'aria-live': 'polite' });
  readonly #boxes = new Map<string, HTMLInputElement>();
  /** Purposes that were on here: to switch one off is a withdrawal. */
  readonly #were = new Set<string>();

  constructor(
    readonly card: CategoryCard,
    language: string,
  ) {
    this.#texts = forLanguage({ en, de }, language);
    if (!card.category.required) card.notice.after(this.#element);
  }

  /** Keys of the purposes that are to be deleted. */
  get chosen(): string[] {
    const open = [...this.#boxes].filter(([, box]) => box.isConnected && box.checked);
    return open.map(([key]) => key);
  }

  follow({ allowed, counts, erases }: Standing): void {
    const { purposes, required } = this.card.category;
    if (required) return;
    for (const { key } of purposes) if (allowed.has(key)) this.#were.add(key);
    const off = purposes.filter(({ key }) => !this.card.isOn(key) && counts.has(key));
    const rows = off.map((purpose) => this.#row(purpose, counts.get(purpose.key) ?? 0, erases));
    const means = h('p', { part: 'muted' }, this.#texts.erase_means);
    this.#element.replaceChildren(...rows, ...(rows.length > 0 ? [means] : []));
  }

  #row({ key, title }: Purpose, count: number, erases: boolean): HTMLElement {
    const box = this.#boxes.get(key) ?? h('input', { type: 'checkbox', 'data-erase': key });
    if (!this.#boxes.has(key)) box.checked = erases && this.#were.has(key);
    this.#boxes.set(key, box);
    const { erase, erase_of } = this.#texts;
    const template = this.card.category.purposes.length > 1 ? erase_of : erase;
    return h('label', { part: 'offer' }, box, ' ', filled(template, { title, count: `${count}` }));
  }
}
