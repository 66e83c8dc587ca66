/**
 * The functions of vanilla-cookieconsent 3, for pages that were written for it. What is asked, and in
 * which words, is the policy's: translations, layout and cookie options of the configuration are not
 * read.
 */
export { acceptCategory, acceptedCategory, acceptedService, acceptService } from './accept';
export { eraseCookies, loadScript, validCookie } from './browser';
export { hide, hidePreferences, reset, setLanguage, show, showPreferences } from './dialogues';
export { getConfig, getCookie, getUserPreferences, setCookieData, validConsent } from './read';
export { run } from './run';
