import { forLanguage } from '../../i18n';
import { reasons as reasonsDe } from '../../i18n/host.de.json';
import { reasons as reasonsEn } from '../../i18n/host.en.json';
import { save as saveDe } from '../../i18n/messages.de.json';
import { save as saveEn } from '../../i18n/messages.en.json';
import type { SaveStateDetail } from '../../shared/types';

const TAG = 'carrel-save-state';
const PATIENCE = 500;

type State = keyof typeof saveEn;

const shown = new Set<{ show(detail: SaveStateDetail): void }>();
let latest: SaveStateDetail | null = null;

/** Tells every `<carrel-save-state>` of the page. */
export function showSaveState(detail: SaveStateDetail): void {
  latest = detail;
  for (const element of shown) element.show(detail);
}

/**
 * Defines `<carrel-save-state>`, which says whether the work on this page is kept. Its attribute
 * `data-state` is `saving`, `saved`, `visit` (kept for this visit only) or `unsaved`.
 */
export function defineSaveState(language: string): void {
  if (customElements.get(TAG)) return;
  const save = forLanguage({ en: saveEn, de: saveDe }, language);
  const reasons: Record<string, string> = forLanguage({ en: reasonsEn, de: reasonsDe }, language);

  class SaveStateElement extends HTMLElement {
    #timer: ReturnType<typeof setTimeout> | undefined;

    connectedCallback(): void {
      this.setAttribute('role', 'status');
      shown.add(this);
      if (latest) this.show(latest);
    }

    disconnectedCallback(): void {
      clearTimeout(this.#timer);
      shown.delete(this);
    }

    show({ state, reason }: SaveStateDetail): void {
      const kept: State = state === 'saved' && reason ? 'visit' : state;
      const text = reasons[reason] ?? save[kept];
      this.dataset['state'] = kept;
      clearTimeout(this.#timer);
      // A quick save is not announced anew at every key press.
      this.#timer = setTimeout(() => this.#say(text), state === 'saving' ? PATIENCE : 0);
    }

    #say(text: string): void {
      if (this.textContent !== text) this.textContent = text;
    }
  }
  customElements.define(TAG, SaveStateElement);
}
