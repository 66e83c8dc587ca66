/** The classic script that marks links which leave the site; `data-own` names hosts that do not. */
import { forLanguage } from '../i18n';
import { register as de } from '../i18n/messages.de.json';
import { register as en } from '../i18n/messages.en.json';
import { parsed } from '../loader/document';
import { h } from '../shared/dom';

const MARKED = 'data-carrel-leaves';

const script = document.currentScript;
const own = new Set([location.host, ...(script?.dataset['own'] ?? '').split(/\s+/)]);
const { leaves } = forLanguage({ en, de }, document.documentElement.lang);

function mark(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>(`a[href]:not([${MARKED}])`)) {
    if (!/^https?:$/.test(link.protocol) || own.has(link.host)) continue;
    link.setAttribute(MARKED, '');
    link.append(' ', h('span', { role: 'img', 'aria-label': leaves }, '↗'));
  }
}

parsed().then(() => {
  mark();
  const options = { childList: true, subtree: true, attributeFilter: ['href'] };
  new MutationObserver(mark).observe(document.body, options);
});
