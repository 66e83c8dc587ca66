import { filled, forLanguage } from '../../i18n';
import { told as de } from '../../i18n/messages.de.json';
import { told as en } from '../../i18n/messages.en.json';
import type { Budget, Debit } from '../../shared/aggregate';
import { h } from '../../shared/dom';
import { spent } from '../../shared/epsilon';
import type { Carrel } from '../../shared/types';

/** What this device has told, and what that adds up to; nothing where the policy asks for nothing. */
export class Told {
  readonly element = h('div', {});
  readonly #texts: typeof en;

  constructor(
    readonly carrel: Carrel,
    readonly policy: string,
    readonly language: string,
  ) {
    this.#texts = forLanguage({ en, de }, language);
  }

  async show(): Promise<void> {
    const { aggregate } = JSON.parse(this.policy) as { aggregate?: object };
    if (!aggregate) return;
    const budget = await (await this.carrel.aggregate()).budget();
    const { title, means } = this.#texts;
    this.element.replaceChildren(
      h(
        'section',
        { part: 'card' },
        h('h3', { part: 'subtitle' }, title),
        h('p', {}, means),
        ...this.#said(budget),
      ),
    );
  }

  #said({ debits, epsilon }: Budget): HTMLElement[] {
    const { none, count, sum, stays, each } = this.#texts;
    if (debits.length === 0) return [h('p', {}, none)];
    const number = (state: Debit['state']) =>
      String(debits.filter((debit) => debit.state === state).length);
    const counts = { sent: number('sent'), waiting: number('waiting'), dropped: number('dropped') };
    const rows = debits.map((debit) => h('li', {}, this.#row(debit)));
    return [
      h('p', { 'data-told': true }, filled(count, counts)),
      h('p', {}, filled(sum, spent(epsilon, this.language))),
      h('p', { part: 'muted' }, stays),
      h('details', {}, h('summary', {}, each), h('ul', {}, ...rows)),
    ];
  }

  #row({ title, course, from, to, epsilon, state }: Debit): string {
    const { row, of_course } = this.#texts;
    const what = course ? filled(of_course, { title, course }) : title;
    // The last day that it is about.
    const days = { from: this.#day(from), to: this.#day(to - 1) };
    return filled(row, {
      what,
      ...days,
      ...spent(epsilon, this.language),
      state: this.#texts[state],
    });
  }

  #day(time: number): string {
    return new Date(time).toLocaleDateString(this.language, { timeZone: 'UTC' });
  }
}
