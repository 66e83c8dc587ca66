import { filled, forLanguage } from '../../i18n';
import { notices as de } from '../../i18n/messages.de.json';
import { notices as en } from '../../i18n/messages.en.json';
import { h } from '../../shared/dom';
import { newsKey } from '../../shared/news';
import type { Context } from '../context';
import { inLanguage, type Texts } from '../policy';

const SHOWN_MS = 30 * 86_400_000;

interface Change {
  revision: string;
  significant: boolean;
  text: Texts;
}

/** The significant changes of the last 30 days that this person has not said they have read. */
export function unread({ policy, profile }: Context, now: number): Change[] {
  const { changes = [] } = JSON.parse(policy) as { changes?: Change[] };
  const read = localStorage.getItem(newsKey(profile)) ?? '';
  return changes.filter(({ revision, significant }) => {
    const age = now - Date.parse(revision);
    return significant && revision > read && age >= 0 && age < SHOWN_MS;
  });
}

/** A region that says what has changed; `choose` opens the privacy choices. */
export function newsRegion(context: Context, changes: Change[], done: () => void): HTMLElement {
  const { language, page } = context;
  const texts = forLanguage({ en, de }, language);
  const button = (part: string, text: string, act: () => void) => {
    const element = h('button', { type: 'button', part }, text);
    element.addEventListener('click', act);
    return element;
  };
  const said = changes.map(({ revision, text }) => {
    const date = new Date(revision).toLocaleDateString(language, { timeZone: 'UTC' });
    return h('p', {}, filled(texts.news_of, { date, text: inLanguage(text, language) }));
  });
  return h(
    'section',
    { part: 'banner', role: 'region', 'aria-labelledby': 'title' },
    h('h2', { part: 'title', id: 'title' }, texts.news),
    h('div', { part: 'text' }, ...said),
    h(
      'div',
      { part: 'actions' },
      button('button', texts.dismiss, done),
      button('button', texts.choices, () => page.preferences()),
    ),
  );
}
