import type { CookieValue } from './cookie';
import type { Model } from './model';

export interface Changed {
  changedCategories: string[];
  changedServices: Record<string, string[]>;
}

/** Calls that vanilla-cookieconsent makes, by the names that it has for them. */
export interface Announcements {
  onFirstConsent: { cookie: CookieValue };
  onConsent: { cookie: CookieValue };
  onChange: { cookie: CookieValue } & Changed;
  onModalReady: { modalName: ModalName; modal: HTMLElement };
  onModalShow: { modalName: ModalName };
  onModalHide: { modalName: ModalName };
}

export type ModalName = 'consentModal' | 'preferencesModal';
type Announce = <K extends keyof Announcements>(name: K, detail: Announcements[K]) => void;
type Sides = ReturnType<Model['sides']>;

const MODALS: Readonly<Record<string, ModalName>> = {
  'carrel-banner': 'consentModal',
  'carrel-choices': 'preferencesModal',
};

/** Tells of choices and of the dialogues. */
export class Announcer {
  readonly #model: Model;
  readonly #cookie: () => CookieValue;
  readonly #announce: Announce;
  readonly #ready = new Set<string>();
  /** Somebody had chosen before this page was opened. */
  readonly #returning: boolean;
  #last: Sides | undefined;

  constructor(model: Model, cookie: () => CookieValue, announce: Announce) {
    this.#model = model;
    this.#cookie = cookie;
    this.#announce = announce;
    this.#returning = model.chosen;
  }

  start(): void {
    window.addEventListener('carrel:decision', () => this.#look());
    this.#look();
    for (const child of document.body.children) this.#shown(child);
    new MutationObserver((records) => {
      for (const { addedNodes, removedNodes } of records) {
        for (const node of addedNodes) this.#shown(node);
        for (const node of removedNodes) this.#hidden(node);
      }
    }).observe(document.body, { childList: true });
  }

  #look(): void {
    if (!this.#model.known || !this.#model.chosen) return;
    const [now, before] = [this.#model.sides(true), this.#last];
    this.#last = now;
    const cookie = this.#cookie();
    if (before) {
      const changed = this.#changed(before, now);
      if (changed) this.#announce('onChange', { cookie, ...changed });
      return;
    }
    if (!this.#returning) this.#announce('onFirstConsent', { cookie });
    this.#announce('onConsent', { cookie });
  }

  #changed(before: Sides, now: Sides): Changed | null {
    const changedCategories = unlike(before.categories, now.categories);
    const changedServices = Object.fromEntries(
      this.#model.categories
        .map((key) => [key, unlike(before.services[key] ?? [], now.services[key] ?? [])] as const)
        .filter(([, services]) => services.length > 0),
    );
    const none = changedCategories.length + Object.keys(changedServices).length === 0;
    return none ? null : { changedCategories, changedServices };
  }

  #shown(node: Node): void {
    if (!(node instanceof HTMLElement)) return;
    const modalName = MODALS[node.localName];
    if (!modalName) return;
    if (!this.#ready.has(modalName)) this.#announce('onModalReady', { modalName, modal: node });
    this.#ready.add(modalName);
    this.#announce('onModalShow', { modalName });
  }

  #hidden(node: Node): void {
    const modalName = node instanceof HTMLElement ? MODALS[node.localName] : undefined;
    if (modalName) this.#announce('onModalHide', { modalName });
  }
}

/** What only one of the two has. */
function unlike(a: readonly string[], b: readonly string[]): string[] {
  return [...a.filter((x) => !b.includes(x)), ...b.filter((x) => !a.includes(x))];
}
