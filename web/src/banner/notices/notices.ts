import { filled, forLanguage } from '../../i18n';
import { notices as de } from '../../i18n/messages.de.json';
import { notices as en } from '../../i18n/messages.en.json';
import { h } from '../../shared/dom';
import { askParent, explain } from '../../shared/reasons';
import type { Carrel, Reason } from '../../shared/types';
import type { CategoryCard } from '../category-card';
import type { Context } from '../context';
import { again } from './again';
import { Offers } from './offers';
import { Reports } from './reports';
import { Standing } from './standing';
import { Told } from './told';

const SAID = [
  ...(['restricted', 'age_unknown', 'too_young', 'parent_pending', 'parent_refused'] as const),
  ...(['changed', 'decides_anew', 'signal', 'signal_of_place'] as const),
];
type Said = (typeof SAID)[number];

function isSaid(reason: Reason): reason is Said {
  return SAID.some((said) => said === reason);
}

/** What the privacy choices say by what the engine knows. */
export class Notices {
  /** What the browser's signal refuses is shown as refused: a switch is the person's own word. */
  readonly told = navigator.globalPrivacyControl === true;
  readonly #texts: typeof en;
  readonly #top = h('div', { 'aria-live': 'polite' });
  readonly #reports: Reports;
  readonly #offers: Offers[];
  readonly #told: Told;
  #standing: Standing;

  /** Above and below the cards; `carrel` is open. */
  constructor(
    readonly context: Context,
    readonly cards: readonly CategoryCard[],
    readonly carrel: Carrel,
  ) {
    const { page, policy, language } = context;
    this.#texts = forLanguage({ en, de }, language);
    this.#standing = new Standing(carrel, policy);
    const categories = cards.map(({ category }) => category);
    this.#reports = new Reports(page, categories, language);
    this.#offers = cards.map((card) => new Offers(card, language));
    cards[0]?.element.before(this.#top);
    this.#told = new Told(carrel, policy, language);
    cards.at(-1)?.element.after(this.#reports.element, this.#told.element);
    // What is left is looked for, not remembered.
    if (carrel.decision().choice !== 'unasked')
      page.clear().then((report) => this.#reports.cleared(report), reportError);
  }

  /** Keys of the purposes of which all that was recorded is to go. */
  get erase(): string[] {
    return this.#offers.flatMap(({ chosen }) => chosen);
  }

  /** Takes in what stands now; returns the purposes that are allowed. */
  show(): ReadonlySet<string> {
    this.#standing = new Standing(this.carrel, this.context.policy);
    this.#showTop();
    for (const card of this.cards) {
      card.hold(this.#standing.held(card.category));
      card.notice.replaceChildren(...this.#said(card));
    }
    this.#reports.show();
    this.#told.show().catch(reportError);
    return this.#standing.allowed;
  }

  /** After switches have moved. */
  follow(): void {
    for (const offers of this.#offers) offers.follow(this.#standing);
  }

  #showTop(): void {
    const { policy, language } = this.context;
    const decision = this.carrel.decision();
    const asked = decision.choice === 'unasked' ? undefined : again(decision, policy, language);
    const says = [...(this.told ? [this.#texts.signal] : []), ...(asked?.says.slice(0, -1) ?? [])];
    this.#top.replaceChildren(...says.map((text) => h('p', { part: 'notice' }, text)));
  }

  #said({ category }: CategoryCard): HTMLElement[] {
    const reasons = new Set(category.purposes.map((p) => this.#standing.reason(p)).filter(isSaid));
    const said = [...reasons].map((reason) => {
      const its = category.purposes.filter((p) => this.#standing.reason(p) === reason);
      const text = this.#texts[isSignal(reason) ? 'signal_off' : reason];
      const titles = its.map(({ title }) => title).join(', ');
      const whole = its.length === category.purposes.length;
      return h('p', { part: 'notice' }, whole ? text : filled(this.#texts.of, { titles, text }));
    });
    if (category.signalled && said.length === 0)
      said.push(h('p', { part: 'notice' }, this.#texts.signal_off));
    return reasons.has('parent_pending') ? [...said, this.#askParent()] : said;
  }

  #askParent(): HTMLElement {
    const button = h('button', { type: 'button', part: 'button' }, this.#texts.ask_parent);
    button.addEventListener('click', () =>
      askParent(explain(this.carrel.decision(), this.context.policy)),
    );
    return button;
  }
}

function isSignal(reason: Said): reason is 'signal' | 'signal_of_place' {
  return reason === 'signal' || reason === 'signal_of_place';
}
