/** What a site needs that comes from another library: its buttons, events, and stored refusals. */
import type * as Banner from '../banner';
import type { Context } from '../banner/context';
import { settingsOf } from '../loader/settings';
import { type Announcements, Announcer } from './announcer';
import { askAfter } from './ask';
import { followButtons } from './buttons';
import { cookieOf } from './cookie';
import { followKlaro } from './klaro';
import { Model } from './model';
import type { LoaderPage } from './page';
import { namedPeers } from './peers';
import { expiresDays, servicesOf } from './policy';
import { namesOf } from './settle';
import { followTarteaucitron } from './tarteaucitron';

/** Takes the place of the libraries that `data-compat` names. */
export async function start(page: LoaderPage, script: HTMLScriptElement): Promise<void> {
  followButtons(page);
  const names = namedPeers(script.dataset['compat'] ?? '').map(({ name }) => name);
  const { policy, language } = await page.dialogues.context();
  const aliases = namesOf(script.dataset['aliases'] ?? '');
  const model = new Model(page, servicesOf(policy), settingsOf(script).profile, aliases);
  if (names.includes('cookieconsent')) {
    const cookie = () => cookieOf(model, language, expiresDays(policy));
    new Announcer(model, cookie, toWindow).start();
  }
  if (names.includes('klaro')) followKlaro(page, model);
  if (names.includes('tarteaucitron')) followTarteaucitron(page, model);
}

export function ask(
  script: HTMLScriptElement,
  context: Context,
  banner: typeof Banner,
): Promise<void> {
  return askAfter(script, settingsOf(script), context, banner);
}

function toWindow<K extends keyof Announcements>(name: K, detail: Announcements[K]): void {
  window.dispatchEvent(new CustomEvent(`cc:${name}`, { detail }));
}
