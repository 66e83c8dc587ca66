import type * as Banner from '../banner';
import type { Act, Context } from '../banner/context';
import type * as Compat from '../compat';
import { hasNews } from '../shared/news';
import { once } from '../shared/once';
import { parsed } from './document';
import type { Settings } from './settings';

/** Banner and privacy choices, imported when first needed. */
export class Dialogues {
  readonly banner: () => Promise<typeof Banner>;
  readonly context: () => Promise<Context>;
  /** What takes the place of another library, where the page has come from one. */
  readonly compat: Promise<typeof Compat> | undefined;
  readonly #script: HTMLScriptElement;

  constructor({ base, script }: Settings, context: () => Promise<Context>) {
    this.banner = once(() => import(`${base}banner.js`));
    this.context = context;
    this.#script = script;
    if (script.dataset['compat']) this.compat = import(`${base}compat.js`);
  }

  ask(): void {
    this.#with(async (banner, context) => {
      const compat = await this.compat?.catch(() => undefined);
      if (context.choice !== 'unasked') await banner.askAgain(context);
      else if (compat) await compat.ask(this.#script, context, banner);
      else banner.ask(context);
    });
  }

  /** Says what has changed of late, where the policy has it. */
  news(): void {
    this.context().then(({ policy }) => {
      if (hasNews(policy)) this.#with((banner, context) => banner.news(context));
    }, reportError);
  }

  preferences(): void {
    this.#with((banner, context) => banner.openChoices(context));
  }

  /** Acts on a button of the page's own; `texts` is what the button says. */
  decide(act: Act, texts: string): void {
    this.#with((banner, context) => banner.decide(context, act, texts));
  }

  /** Grants the service that the button names. */
  allow(button: HTMLElement): void {
    this.#with((banner, context) => banner.allow(context, button));
  }

  #with(show: (banner: typeof Banner, context: Context) => unknown): void {
    Promise.all([this.banner(), this.context(), parsed()])
      .then(([banner, context]) => show(banner, context))
      .catch(reportError);
  }
}
