import type { Carrel } from '../../src/shared/types';
import { ask } from './dialog';
import { button, byId, element } from './dom';
import { follow } from './engine';
import { texts } from './texts';
import { draft } from './values';

interface Desk {
  field: HTMLTextAreaElement;
  submit(): void;
  download(): void;
}

/** After a withdrawal a draft is not lost silently: the person says what becomes of it. */
export function startPending(carrel: Carrel, entity: string, desk: Desk): void {
  const panel = byId('essay-pending', HTMLElement);
  const { essay } = texts;
  const settle = (state: 'kept' | 'discarded', text: string) =>
    carrel.record('draft.text', entity, { shape: 'draft', text, state }).catch(reportError);
  const keep = () => settle('kept', desk.field.value || (draft(carrel, entity)?.text ?? ''));
  const discard = async () => {
    const question = { title: essay.discard, text: essay.discardSure };
    if (!(await ask({ ...question, yes: essay.discard, no: essay.cancel }))) return;
    await settle('discarded', '');
    desk.field.value = '';
    desk.field.dispatchEvent(new Event('carrel:restored'));
  };
  panel.append(
    element('strong', {}, essay.pendingTitle),
    element('p', {}, essay.pending),
    element(
      'p',
      { class: 'row' },
      button(essay.submit, desk.submit),
      button(essay.download, desk.download),
      button(essay.keep, keep),
      button(essay.discard, discard),
    ),
  );
  const show = () => {
    const pending = draft(carrel, entity)?.pending === true;
    if (pending && panel.hidden)
      requestAnimationFrame(() => panel.scrollIntoView({ block: 'center' }));
    panel.hidden = !pending;
  };
  follow(carrel, ['draft.text'], show);
  carrel.addEventListener('decision', show);
}
