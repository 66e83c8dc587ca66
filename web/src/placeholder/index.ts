import { filled, forLanguage } from '../i18n';
import { embed as de } from '../i18n/messages.de.json';
import { embed as en } from '../i18n/messages.en.json';
import { h } from '../shared/dom';

/** Why a frame is held back, and for which service. */
export interface Held {
  service: string;
  /** It is allowed, and needs the page to be loaded anew. */
  withheld: boolean;
}

/** What stands in for frames that may not load: `.carrel-placeholder`, styled by the page. */
export class Placeholders {
  readonly #texts: typeof en;
  readonly #shown = new Map<HTMLIFrameElement, { element: HTMLElement; says: string }>();

  constructor(language: string) {
    this.#texts = forLanguage({ en, de }, language);
  }

  /** Puts one in the place of each frame that is held, and takes the others away. */
  show(held: ReadonlyMap<HTMLIFrameElement, Held>): void {
    for (const [frame, { element }] of this.#shown) {
      if (held.has(frame)) continue;
      element.remove();
      frame.hidden = false;
      this.#shown.delete(frame);
    }
    for (const [frame, why] of held) this.#put(frame, why);
  }

  #put(frame: HTMLIFrameElement, { service, withheld }: Held): void {
    const { src = frame.dataset['cookieblockSrc'] ?? '' } = frame.dataset;
    const says = `${withheld} ${service} ${src}`;
    const known = this.#shown.get(frame);
    if (known?.says !== says) {
      const { host } = new URL(src, document.baseURI);
      const element = this.#make(frame.title || service || host, host, { service, withheld });
      this.#shown.set(frame, { element, says });
      known?.element.remove();
      inPlaceOf(frame, element);
    } else if (known.element.nextSibling !== frame) inPlaceOf(frame, known.element);
  }

  #make(name: string, host: string, { service, withheld }: Held): HTMLElement {
    const texts = this.#texts;
    const title = filled(texts.title, { name });
    const button = (act: string, text: string, attributes = {}) =>
      h('button', { type: 'button', 'data-carrel': act, ...attributes }, text);
    const element = h(
      'div',
      { class: 'carrel-placeholder', role: 'group', 'aria-label': title },
      h('strong', {}, title),
      h('p', {}, filled(withheld ? texts.withheld : texts.reason, { host })),
    );
    if (withheld) element.append(button('reload', texts.reload));
    else if (service) {
      element.append(button('allow', texts.allow, { 'data-service': service }), ' ');
    }
    if (!withheld) element.append(button('preferences', texts.choices));
    return element;
  }
}

/** The element takes at least the frame's room, so that nothing around it moves. */
function inPlaceOf(frame: HTMLIFrameElement, element: HTMLElement): void {
  const { parentElement } = frame;
  const room = frame.hidden ? 0 : (parentElement?.offsetHeight ?? 0);
  frame.before(element);
  frame.hidden = true;
  const lost = room - (parentElement?.offsetHeight ?? 0);
  if (lost > 0) element.style.minBlockSize = `${element.offsetHeight + lost}px`;
}
