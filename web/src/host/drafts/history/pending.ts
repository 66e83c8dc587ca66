import { h } from '../../../shared/dom';
import { action, actions, asking } from './actions';
import type { Manuscript } from './manuscript';
import type { Texts } from './texts';

/** How the page hands a text in; null where it does not say. */
type Submit = (() => void) | null;

export interface Desk {
  submit: Submit;
  download(): void;
  keep(): void;
  discard(): void;
}

/** What can become of a draft after its purpose was withdrawn. */
export function pending(texts: Texts, desk: Desk): Node[] {
  const { title, lead, submit, download, keep } = texts.say.pending;
  const { discard } = texts.say;
  const handIn = desk.submit ? [action('submit', submit, desk.submit)] : [];
  return [
    h('h2', { part: 'title' }, title),
    h('p', {}, lead),
    actions(
      ...handIn,
      action('download', download, desk.download),
      action('keep', keep, desk.keep),
    ),
    asking(discard.act, discard, desk.discard),
  ];
}

/** The control that the element names presses for itself; else the field's form is submitted. */
export function submitOf(element: Element, field: Element): Submit {
  const control = document.getElementById(element.getAttribute('submit') ?? '');
  if (control) return () => control.click();
  const form = 'form' in field && field.form instanceof HTMLFormElement ? field.form : null;
  return form && (() => form.requestSubmit());
}

export function download({ draft, text }: Manuscript): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const { id } = draft.field.element;
  h('a', { href, download: `${id || 'draft'}.txt` }).click();
  URL.revokeObjectURL(href);
}
