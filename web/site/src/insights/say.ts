import { forLanguage } from '../../../src/i18n';
import de from '../../content/insights.de.json';
import en from '../../content/insights.en.json';
import { language } from '../texts';

/** What the scripts of the insights page say. */
export const say: typeof en = forLanguage({ en, de }, language);

/** The entry of this name, where there is one. */
export const entry = <T>(entries: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(entries, key) ? entries[key] : undefined;
