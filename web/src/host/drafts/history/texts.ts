import { forLanguage } from '../../../i18n';
import de from '../../../i18n/drafts.de.json';
import en from '../../../i18n/drafts.en.json';

/** What one element says, in its language. */
export class Texts {
  readonly say: typeof en;
  readonly #format: Intl.DateTimeFormat;

  constructor(language: string) {
    this.say = forLanguage({ en, de }, language);
    const locale = forLanguage({ en: language || 'en', de: language }, language);
    this.#format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  }

  time(at: number): string {
    return this.#format.format(at);
  }
}
