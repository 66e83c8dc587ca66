import type * as Banner from '../banner';
import type { Act, Context } from '../banner/context';
import { once } from '../shared/once';
import { parsed } from './document';
import type { Settings } from './settings';

/** Banner and privacy choices, imported when first needed. */
export class Dialogues {
  readonly #banner: () => Promise<typeof Banner>;
  readonly #context: () => Promise<Context>;

  constructor({ base }: Settings, context: () => Promise<Context>) {
    this.#banner = once(() => import(`${base}banner.js`));
    this.#context = context;
  }

  ask(): void {
    this.#with((banner, context) => banner.ask(context));
  }

  preferences(): void {
    this.#with((banner, context) => banner.openChoices(context));
  }

  /** Acts on a button of the page's own; `texts` is what the button says. */
  decide(act: Act, texts: string): void {
    this.#with((banner, context) => banner.decide(context, act, texts));
  }

  #with(show: (banner: typeof Banner, context: Context) => void): void {
    Promise.all([this.#banner(), this.#context(), parsed()])
      .then(([banner, context]) => show(banner, context))
      .catch(reportError);
  }
}
