import type { CarrelChoices } from '../banner/privacy-choices';
import { type LoaderPage, showBanner } from './page';

type Press = (page: LoaderPage, says: string) => void;

const preferences: Press = (page) => page.preferences();

/** Of vanilla-cookieconsent, by `data-cc`. */
const ACTS: Readonly<Record<string, Press>> = {
  'show-preferencesModal': preferences,
  'show-consentModal': (page) => void showBanner(page).catch(reportError),
  'accept-all': ({ dialogues }, says) => dialogues.decide('accept', says),
  'accept-necessary': ({ dialogues }, says) => dialogues.decide('refuse', says),
  // What the switches say, where they are open.
  'accept-custom': (page) => {
    const choices = document.querySelector<CarrelChoices>('carrel-choices');
    if (choices) choices.submit();
    else page.preferences();
  },
};

/** Buttons of OneTrust's, of c15t's and of tarteaucitron's that open the settings. */
const SETTINGS = '.ot-sdk-show-settings, #ot-sdk-btn, #tarteaucitronManager';

/** Lets the buttons of the page's earlier library do what they say. */
export function followButtons(page: LoaderPage): void {
  document.addEventListener('click', (event) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const button = target.closest('[data-cc]');
    const press = target.closest(SETTINGS)
      ? preferences
      : ACTS[button?.getAttribute('data-cc') ?? ''];
    if (!press) return;
    press(page, button?.textContent?.trim() ?? '');
    event.preventDefault();
  });
}
