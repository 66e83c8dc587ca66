import { h } from '../../../shared/dom';

/** A button that does one thing; `name` tells it from others when the page is drawn anew. */
export function action(
  name: string,
  text: string,
  act: () => void,
  attributes: Record<string, string> = {},
): HTMLButtonElement {
  const button = h(
    'button',
    { type: 'button', part: 'button', 'data-act': name, ...attributes },
    text,
  );
  button.addEventListener('click', act);
  return button;
}

export const actions = (...buttons: HTMLElement[]): HTMLElement =>
  h('div', { part: 'actions' }, ...buttons);

interface Question {
  sure: string;
  yes: string;
  no: string;
}

/** A button that asks once, in its own place, before it acts. */
export function asking(text: string, { sure, yes, no }: Question, act: () => void): HTMLElement {
  const place = actions();
  const rest = (focused: boolean) => {
    const button = action('discard', text, ask);
    place.replaceChildren(button);
    if (focused) button.focus();
  };
  const ask = () => {
    const cancel = action('no', no, () => rest(true));
    place.replaceChildren(h('p', { part: 'question' }, sure), action('yes', yes, act), cancel);
    cancel.focus();
  };
  rest(false);
  return place;
}
