import type * as Banner from '../../banner';
import type { Context } from '../../banner/context';
import { mannerOf } from '../../banner/manner';
import type { CarrelChoices } from '../../banner/privacy-choices';
import { textsHash } from '../../banner/texts';
import { current } from './state';

type Open = (banner: typeof Banner, context: Context) => void;

const SPOKEN = ['en', 'de'];

export function show(): void {
  open((banner, context) => banner.ask(context));
}

export function hide(): void {
  document.querySelector('carrel-banner')?.remove();
}

export function showPreferences(): void {
  open((banner, context) => banner.openChoices(context));
}

export function hidePreferences(): void {
  document.querySelector<CarrelChoices>('carrel-choices')?.close();
}

/** Of the dialogues that are opened from here on, and of those that are open. */
export async function setLanguage(language: string): Promise<boolean> {
  const state = current();
  const { policy } = await state.page.dialogues.context();
  const { languages } = JSON.parse(policy) as { languages: string[] };
  if (![...languages, ...SPOKEN].includes(language)) return false;
  state.language = language;
  const [asked, choosing] = ['carrel-banner', 'carrel-choices'].map((name) =>
    document.querySelector(name),
  );
  hide();
  hidePreferences();
  if (asked) show();
  if (choosing) showPreferences();
  return true;
}

/** With `erase` what was granted is taken back; then the question is put again. */
export async function reset(erase = false): Promise<void> {
  hidePreferences();
  if (erase) {
    const { page, language } = current();
    const manner = mannerOf('page', language);
    await page.choose('refused', [], await textsHash([]), manner);
  }
  show();
}

function open(how: Open): void {
  const { page, language } = current();
  Promise.all([page.dialogues.banner(), page.dialogues.context()])
    .then(([banner, context]) => how(banner, { ...context, language }))
    .catch(reportError);
}
