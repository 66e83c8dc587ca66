/** As `window.CookieConsent`, for pages without modules. */
import * as CookieConsent from './index';

Object.assign(window, { CookieConsent });
