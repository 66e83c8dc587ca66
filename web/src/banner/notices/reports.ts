import { filled, forLanguage } from '../../i18n';
import { notices as de } from '../../i18n/messages.de.json';
import { notices as en } from '../../i18n/messages.en.json';
import { h } from '../../shared/dom';
import type { CarrelPage, ClearingReport } from '../../shared/types';
import type { Category } from '../policy';

/** What was kept out of this page, and what services have left that this page cannot clear. */
export class Reports {
  readonly element = h('div', { part: 'reports', 'aria-live': 'polite' });
  readonly #texts: typeof en;
  readonly #names: ReadonlyMap<string, string>;
  #left: ClearingReport['left'] = [];

  constructor(
    readonly page: CarrelPage,
    categories: readonly Category[],
    language: string,
  ) {
    this.#texts = forLanguage({ en, de }, language);
    const services = categories.flatMap(({ purposes }) => purposes.flatMap((p) => p.services));
    this.#names = new Map(services.map(({ key, title }) => [key, title]));
    this.element.addEventListener('click', ({ target }) => {
      if (target instanceof HTMLButtonElement) page.reload().catch(reportError);
    });
  }

  cleared({ left }: ClearingReport): void {
    this.#left = left;
    this.show();
  }

  show(): void {
    this.element.replaceChildren(...this.#blocked(), ...this.#remains());
  }

  #blocked(): HTMLElement[] {
    const rows = this.page
      .blocked()
      .map(({ host, directive, count }) =>
        filled(this.#texts.blocked_row, { host, kind: directive, count: String(count) }),
      );
    return this.#section(this.#texts.blocked, rows);
  }

  #remains(): HTMLElement[] {
    const { left, left_server, left_reload, reload } = this.#texts;
    const rows = this.#left.map(({ service, name, by }) => {
      const named = { service: this.#names.get(service) ?? service, name };
      return filled(by === 'server' ? left_server : left_reload, named);
    });
    const section = this.#section(left, rows);
    if (this.#left.some(({ by }) => by === 'reload'))
      section[0]?.append(h('button', { type: 'button', part: 'button' }, reload));
    return section;
  }

  #section(title: string, rows: string[]): HTMLElement[] {
    if (rows.length === 0) return [];
    const list = h('ul', {}, ...rows.map((row) => h('li', {}, row)));
    return [h('section', { part: 'card' }, h('h3', { part: 'subtitle' }, title), list)];
  }
}
