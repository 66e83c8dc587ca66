import { choosePurposes } from './choosing';
import type { Model } from './model';
import type { LoaderPage } from './page';
import { purposesOf } from './policy';

type Consents = Record<string, boolean>;

export interface Watcher {
  update(manager: KlaroManager, event: string, data: Consents): void;
}

/** `klaro.getManager()`: services by name; a change counts once it is saved. */
export class KlaroManager {
  readonly #page: LoaderPage;
  readonly #model: Model;
  readonly #watchers = new Set<Watcher>();
  #unsaved: Consents = {};

  constructor(page: LoaderPage, model: Model) {
    this.#page = page;
    this.#model = model;
    window.addEventListener('carrel:decision', () => {
      for (const watcher of this.#watchers) watcher.update(this, 'consents', this.consents);
    });
  }

  get confirmed(): boolean {
    return this.#model.chosen;
  }

  /** Of each service; of a category that has none, its own. */
  get consents(): Consents {
    const { categories, services } = this.#model;
    const pairs = categories.flatMap((category) => {
      const own = services[category] ?? [];
      return own.length === 0
        ? [[category, this.#model.accepted(category)]]
        : own.map((service) => [service, this.#model.acceptedService(service, category)]);
    });
    return { ...Object.fromEntries(pairs), ...this.#unsaved };
  }

  getConsent(name: string): boolean {
    return this.consents[this.#model.own(name)] ?? false;
  }

  updateConsent(name: string, on: boolean): void {
    this.#unsaved[this.#model.own(name)] = on;
  }

  changeAll(on: boolean): void {
    for (const name of Object.keys(this.consents)) this.#unsaved[name] = on;
  }

  saveAndApplyConsents(): void {
    const on = Object.entries(this.consents).filter(([, granted]) => granted);
    const names = on.map(([name]) => name);
    this.#unsaved = {};
    this.#choose(names);
  }

  resetConsents(): void {
    this.#unsaved = {};
    this.#choose([]);
  }

  #choose(names: string[]): void {
    choosePurposes(this.#page, (policy) => purposesOf(policy, names)).catch(reportError);
  }

  watch(watcher: Watcher): void {
    this.#watchers.add(watcher);
  }

  unwatch(watcher: Watcher): void {
    this.#watchers.delete(watcher);
  }
}

/** Puts `window.klaro` there. */
export function followKlaro(page: LoaderPage, model: Model): void {
  const manager = new KlaroManager(page, model);
  const show = () => page.preferences();
  Object.assign(window, { klaro: { show, getManager: () => manager } });
}
