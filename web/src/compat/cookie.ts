import type { Model } from './model';

const DAY_MS = 86_400_000;

/** What vanilla-cookieconsent would have in its cookie. Nobody gets an id for having chosen. */
export interface CookieValue {
  categories: string[];
  revision: number;
  data: null;
  consentId: string;
  consentTimestamp: string;
  lastConsentTimestamp: string;
  languageCode: string;
  services: Record<string, string[]>;
  expirationTime: number;
}

export function cookieOf(model: Model, language: string, expires: number | undefined): CookieValue {
  const { categories, services } = model.sides(true);
  const until = model.kept?.until ?? 0;
  const at = until && expires ? new Date(until - expires * DAY_MS).toISOString() : '';
  return {
    categories,
    revision: 0,
    data: null,
    consentId: '',
    consentTimestamp: at,
    lastConsentTimestamp: at,
    languageCode: language,
    services,
    expirationTime: until,
  };
}
