export const FIELDS = '[data-carrel-draft]';

const TYPED = new Set(['text', 'search', 'url', 'email', 'tel']);
const LONGEST = 200;

/** A field whose text is kept as a draft. */
export interface Field {
  readonly element: HTMLElement;
  readonly item: string;
  readonly entity: string;
  text: string;
  /** What the page itself put there. */
  readonly initial: string;
}

/** The element as a field; null where it holds no text that a person types openly. */
export function fieldOf(element: Element): Field | null {
  if (element instanceof HTMLTextAreaElement || isTextInput(element)) return valueField(element);
  if (element instanceof HTMLElement && element.isContentEditable) return contentField(element);
  return null;
}

/** The path and the field's id or name, in the characters that an entity may have. */
export function entityOf(element: Element): string {
  const { carrelEntity } = (element as HTMLElement).dataset;
  if (carrelEntity) return carrelEntity;
  const name = element.id || element.getAttribute('name');
  const place = `${location.pathname}${name ? `#${name}` : ''}`;
  const plain = place.replace(/[^a-zA-Z0-9._~/#:-]/g, '-').slice(-LONGEST);
  return plain.replace(/^[^a-zA-Z0-9]+/, '') || 'page';
}

function isTextInput(element: Element): element is HTMLInputElement {
  return element instanceof HTMLInputElement && TYPED.has(element.type);
}

function valueField(element: HTMLTextAreaElement | HTMLInputElement): Field {
  // Else the browser would bring back what is no longer kept.
  if (!element.hasAttribute('autocomplete')) element.setAttribute('autocomplete', 'off');
  return {
    ...keysOf(element),
    initial: element.defaultValue,
    get text() {
      return element.value;
    },
    set text(text) {
      element.value = text;
    },
  };
}

function contentField(element: HTMLElement): Field {
  return {
    ...keysOf(element),
    initial: element.innerText,
    get text() {
      return element.innerText;
    },
    set text(text) {
      element.innerText = text;
    },
  };
}

function keysOf(element: HTMLElement): Pick<Field, 'element' | 'item' | 'entity'> {
  const item = element.dataset['carrelDraft'] ?? '';
  return { element, item, entity: entityOf(element) };
}
