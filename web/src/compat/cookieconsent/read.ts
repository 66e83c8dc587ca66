import { type CookieValue, cookieOf } from '../cookie';
import { type Config, current } from './state';

/** Somebody has chosen, and is not to be asked again yet. */
export function validConsent(): boolean {
  const { model } = current();
  return model.chosen;
}

export function getCookie(): CookieValue;
export function getCookie<K extends keyof CookieValue>(field: K): CookieValue[K];
export function getCookie(field?: keyof CookieValue): unknown {
  const { model, language, expires } = current();
  const cookie = cookieOf(model, language, expires);
  return field ? cookie[field] : cookie;
}

export function getConfig(): Config;
export function getConfig(field: string): unknown;
export function getConfig(field?: string): unknown {
  const { config } = current();
  return field ? config[field] : config;
}

export function getUserPreferences() {
  const { model, config } = current();
  const [on, off] = [model.sides(true), model.sides(false)];
  const necessary = on.categories.every((key) => config.categories?.[key]?.readOnly);
  const acceptType = off.categories.length === 0 ? 'all' : necessary ? 'necessary' : 'custom';
  return {
    acceptType,
    acceptedCategories: on.categories,
    rejectedCategories: off.categories,
    acceptedServices: on.services,
    rejectedServices: off.services,
  };
}

/** Nothing of the site's own is kept beside a choice. */
export function setCookieData(): boolean {
  return false;
}
