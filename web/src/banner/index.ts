import { CarrelNews } from './carrel-news';
import { CarrelBanner } from './consent-banner';
import type { Act, Context } from './context';
import { mannerOf } from './manner';
import type { Again } from './notices';
import { categoriesOf, purposeOfService } from './policy';
import { CarrelChoices } from './privacy-choices';
import { selectionBy } from './selection';
import { shownTextsHash, textsHash } from './texts';

customElements.define('carrel-banner', CarrelBanner);
customElements.define('carrel-choices', CarrelChoices);
customElements.define('carrel-news', CarrelNews);

/** Shows the banner, unless it is there already or there is nothing to choose. */
export function ask(context: Context, again?: Again | undefined): CarrelBanner | null {
  const shown = document.querySelector<CarrelBanner>('carrel-banner');
  if (shown) return shown;
  const optional = categoriesOf(context.policy, context.language).some(({ required }) => !required);
  if (!optional) return null;
  const banner = new CarrelBanner(context, again);
  document.body.prepend(banner);
  return banner;
}

/** Asks one who has chosen before about what their choice does not cover; about all where it does. */
export async function askAgain(context: Context): Promise<void> {
  const [carrel, module] = await Promise.all([context.page.engine(), import('./notices.js')]);
  const again = module.again(carrel.decision(), context.policy, context.language);
  ask(context, again);
}

/** Says what has changed of late, unless the person has read it or is being asked. */
export async function news(context: Context): Promise<void> {
  const { newsRegion, unread } = await import('./notices.js');
  const changes = unread(context, Date.now());
  if (changes.length === 0 || document.querySelector('carrel-banner, carrel-news')) return;
  const region = (done: () => void) => newsRegion(context, changes, done);
  document.body.prepend(new CarrelNews(context, region));
}

/** Opens the privacy choices, unless they are open. */
export function openChoices(context: Context): void {
  if (document.querySelector('carrel-choices')) return;
  document.body.append(new CarrelChoices(context));
}

/** Makes the choice of one of the page's own buttons, which said `text`. */
export async function decide(context: Context, act: Act, text: string): Promise<void> {
  const categories = categoriesOf(context.policy, context.language);
  const { choice, purposes } = selectionBy(act, categories);
  const manner = mannerOf('button', context.language);
  try {
    await context.page.choose(choice, purposes, await textsHash([text]), manner);
  } catch {
    ask(context)?.fail();
  }
}

/**
 * Lets one service in beside what is granted already. Where that would change more than the person
 * was told, or is not heeded, the privacy choices open instead.
 */
export async function allow(context: Context, button: HTMLElement): Promise<void> {
  const { page, policy, choice } = context;
  const { service = '' } = button.dataset;
  const purpose = purposeOfService(policy, service);
  if (!purpose || choice === 'on_device') return openChoices(context);
  const texts = await shownTextsHash(button.closest('.carrel-placeholder') ?? button);
  try {
    const { grantedPurposes } = (await page.engine()).decision();
    const purposes = [...new Set([...grantedPurposes, purpose])];
    const manner = mannerOf('placeholder', context.language);
    await page.choose('granted', purposes, texts, manner);
    if (!page.allowed(service)) openChoices(context);
  } catch {
    ask(context)?.fail();
  }
}
