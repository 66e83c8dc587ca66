import { type Category, categoriesOf, type Purpose, type Service } from '../banner/policy';
import { serviceDetails } from '../banner/service-details';
import { loaderPage } from '../compat/page';
import { filled, forLanguage } from '../i18n';
import { register as de } from '../i18n/messages.de.json';
import { register as en } from '../i18n/messages.en.json';
import { h } from '../shared/dom';

/**
 * `<carrel-register>`: each service of the policy with what it receives, why, where, and whether it is
 * let in now. It has no shadow root: its look is the page's.
 */
export class CarrelRegister extends HTMLElement {
  #states = new Map<string, HTMLElement>();
  #texts = en;

  connectedCallback(): void {
    window.addEventListener('carrel:decision', this.#decided);
    this.#fill().catch(reportError);
  }

  disconnectedCallback(): void {
    window.removeEventListener('carrel:decision', this.#decided);
  }

  async #fill(): Promise<void> {
    const { policy, language } = await loaderPage().dialogues.context();
    this.#texts = forLanguage({ en, de }, language);
    this.#states.clear();
    const rows = categoriesOf(policy, language).flatMap((category) =>
      category.purposes.flatMap((purpose) =>
        purpose.services.map((service) => this.#row(category, purpose, service, language)),
      ),
    );
    const none = h('p', {}, this.#texts.none);
    this.replaceChildren(...(rows.length > 0 ? [h('ul', { role: 'list' }, ...rows)] : [none]));
    this.#decided();
  }

  readonly #decided = () => {
    for (const [key, state] of this.#states) {
      const { allowed, denied } = this.#texts;
      state.textContent = window.carrel?.allowed(key) ? allowed : denied;
    }
  };

  #row(category: Category, purpose: Purpose, service: Service, language: string): HTMLElement {
    const state = h('span', { 'data-service': service.key });
    this.#states.set(service.key, state);
    return h(
      'li',
      {},
      h('strong', {}, service.title),
      ' ',
      state,
      h('p', {}, purpose.why),
      h('p', {}, filled(this.#texts.category, { category: category.title })),
      serviceDetails(service, language),
    );
  }
}
