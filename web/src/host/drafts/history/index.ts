import type { Autosave } from '../autosave';
import { DraftHistory } from './element';

const TAG = 'carrel-draft-history';

/** Has every `<carrel-draft-history>` of the page follow its field's draft. */
export function showHistories(autosave: Autosave, language: string): void {
  if (autosave.ended.signal.aborted) return;
  if (!customElements.get(TAG)) customElements.define(TAG, DraftHistory);
  for (const element of document.querySelectorAll(TAG)) {
    if (element instanceof DraftHistory) element.follow(autosave, language);
  }
}
