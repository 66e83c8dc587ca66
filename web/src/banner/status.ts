import { forLanguage } from '../i18n';
import { status as de } from '../i18n/messages.de.json';
import { status as en } from '../i18n/messages.en.json';
import { h } from '../shared/dom';
import type { DecisionDetail } from '../shared/types';

/** A live region that says how a choice fares. */
export class Status {
  readonly element = h('div', { role: 'status', part: 'status' });
  readonly #texts: typeof en;

  constructor(language: string) {
    this.#texts = forLanguage({ en, de }, language);
  }

  clear(): void {
    this.element.replaceChildren();
  }

  /** Resolves to whether the choice is durable. */
  async follow(choosing: Promise<void>): Promise<boolean> {
    let stale = false;
    const hear = ({ detail }: CustomEvent<DecisionDetail>) => {
      stale = detail.reload ?? stale;
    };
    window.addEventListener('carrel:decision', hear);
    this.#say('data-saving', this.#texts.saving);
    try {
      await choosing;
      const { saved, reload } = this.#texts;
      this.#say('data-saved', stale ? `${saved} ${reload}` : saved);
      return true;
    } catch {
      this.fail();
      return false;
    } finally {
      window.removeEventListener('carrel:decision', hear);
    }
  }

  fail(): void {
    this.#say('data-failed', this.#texts.failed);
  }

  #say(state: string, text: string): void {
    this.element.replaceChildren(h('p', { [state]: true }, text));
  }
}
