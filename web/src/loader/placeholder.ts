import { filled, forLanguage } from '../i18n';
import { embed as de } from '../i18n/messages.de.json';
import { embed as en } from '../i18n/messages.en.json';

/** What stands in for a frame that may not load: `.carrel-placeholder`, styled by the page. */
export function placeholderFor(frame: HTMLIFrameElement, language: string): HTMLElement {
  const texts = forLanguage({ en, de }, language);
  const { src = '', service } = frame.dataset;
  const { host } = new URL(src, document.baseURI);
  const title = filled(texts.title, { name: frame.title || service || host });

  const placeholder = element('div', '');
  placeholder.className = 'carrel-placeholder';
  placeholder.setAttribute('role', 'group');
  placeholder.setAttribute('aria-label', title);
  const button = element('button', texts.choices);
  button.type = 'button';
  button.dataset['carrel'] = 'preferences';
  placeholder.append(
    element('strong', title),
    element('p', filled(texts.reason, { host })),
    button,
  );
  return placeholder;
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  text: string,
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
