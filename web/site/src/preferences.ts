import type { Carrel, Payload } from '../../src/shared/types';
import { showTextSize, showTheme } from './appearance';
import { all, byId } from './dom';
import { engine, follow } from './engine';
import { noteFeature } from './notes/notes';
import { choice, number } from './values';

/** Preferences are the profile's, not a page's. */
export const PROFILE_ENTITY = 'profile';

/** Keeps a preference; where it cannot be kept it holds on this page. */
export function prefer(item: string, payload: Payload): void {
  engine()
    .then((carrel) => carrel.record(item, PROFILE_ENTITY, payload))
    .catch(reportError);
}

/** The controls for colours, text size and language in the header. */
export function startControls(): void {
  const { dataset } = document.documentElement;
  showInControls(dataset['theme'] ?? 'system', 0);
  byId('theme', HTMLFieldSetElement).addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    showTheme(target.value);
    noteFeature('theme');
    prefer('pref.theme', { shape: 'choice', value: target.value });
  });
  const size = byId('text-size', HTMLInputElement);
  size.addEventListener('input', () => showInControls(null, size.valueAsNumber));
  size.addEventListener('change', () => {
    showTextSize(size.valueAsNumber);
    noteFeature('text_size');
    prefer('pref.text_size', { shape: 'number', value: size.valueAsNumber });
  });
  for (const link of all('a[data-language]', HTMLAnchorElement)) {
    link.addEventListener('click', (event) => chooseLanguage(link, event));
  }
  closeOnLeave();
}

/** Follows what other tabs choose. */
export function followAppearance(carrel: Carrel): void {
  follow(carrel, ['pref.theme', 'pref.text_size'], () => {
    const theme = choice(carrel, 'pref.theme', PROFILE_ENTITY);
    const size = number(carrel, 'pref.text_size', PROFILE_ENTITY);
    if (theme) showTheme(theme);
    if (size) showTextSize(size);
    showInControls(theme ?? null, size ?? 0);
  });
}

function showInControls(theme: string | null, size: number): void {
  for (const radio of all('#theme input', HTMLInputElement)) {
    if (theme) radio.checked = radio.value === theme;
  }
  const range = byId('text-size', HTMLInputElement);
  const shown = size || Number(range.value);
  if (document.activeElement !== range) range.value = String(shown);
  for (const output of range.labels?.[0]?.getElementsByTagName('output') ?? []) {
    output.value = `${shown} %`;
  }
}

/** The choice is kept before the page is left for the one in the other language. */
function chooseLanguage(link: HTMLAnchorElement, event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const value = link.dataset['language'] ?? 'en';
  engine()
    .then((carrel) => carrel.record('pref.language', PROFILE_ENTITY, { shape: 'choice', value }))
    .catch(reportError)
    .finally(() => location.assign(link.href + location.hash));
}

function closeOnLeave(): void {
  const [panel] = all('.settings', HTMLDetailsElement);
  if (!panel) return;
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !panel.contains(target)) panel.open = false;
  });
  panel.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    panel.open = false;
    panel.querySelector('summary')?.focus();
  });
}
