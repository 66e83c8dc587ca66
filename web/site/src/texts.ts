import { forLanguage } from '../../src/i18n';
import de from '../content/client.de.json';
import en from '../content/client.en.json';

export { filled } from '../../src/i18n';

/** BCP 47 tag of the page. */
export const language = document.documentElement.lang;

/** What scripts say, in the page's language. */
export const texts: typeof en = forLanguage({ en, de }, language);

export const timeOf = (ms: number): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' }).format(ms);

/** Minutes and seconds. */
export function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
