import { CarrelBanner } from './consent-banner';
import type { Act, Context } from './context';
import { categoriesOf } from './policy';
import { CarrelChoices } from './privacy-choices';
import { selectionBy } from './selection';
import { textsHash } from './texts';

customElements.define('carrel-banner', CarrelBanner);
customElements.define('carrel-choices', CarrelChoices);

/** Shows the banner, unless it is there already or there is nothing to choose. */
export function ask(context: Context): CarrelBanner | null {
  const shown = document.querySelector<CarrelBanner>('carrel-banner');
  if (shown) return shown;
  const optional = categoriesOf(context.policy, context.language).some(({ required }) => !required);
  if (!optional) return null;
  const banner = new CarrelBanner(context);
  document.body.prepend(banner);
  return banner;
}

/** Opens the privacy choices, unless they are open. */
export function openChoices(context: Context): void {
  if (document.querySelector('carrel-choices')) return;
  document.body.append(new CarrelChoices(context));
}

/** Makes the choice of one of the page's own buttons, which said `text`. */
export async function decide(context: Context, act: Act, text: string): Promise<void> {
  const { choice, purposes } = selectionBy(act, categoriesOf(context.policy, context.language));
  try {
    await context.page.choose(choice, purposes, await textsHash([text]));
  } catch {
    ask(context)?.fail();
  }
}
