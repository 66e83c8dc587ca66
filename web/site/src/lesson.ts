import type { Carrel } from '../../src/shared/types';
import { startBookmark } from './bookmarks';
import { byId } from './dom';
import { follow, withEngine } from './engine';
import { startStudyNotes } from './notes/study';
import { texts } from './texts';
import { flag } from './values';

/** What the lesson's records are about. */
export const entity = document.querySelector<HTMLElement>('[data-entity]')?.dataset['entity'] ?? '';

/** What all lessons do: note the visit, offer "mark as done" and a bookmark, and hand on to the lesson's own part. */
export function startLesson(start: (carrel: Carrel) => void = () => {}): void {
  startMarkDone();
  startBookmark(entity);
  withEngine((carrel) => {
    noteView(carrel);
    carrel.addEventListener('decision', () => noteView(carrel));
    startStudyNotes(carrel, entity);
    start(carrel);
  });
}

/** Opening a page is no wish to have it noted: not before progress may be kept. */
function noteView(carrel: Carrel): void {
  if (!carrel.allowed('functional') || flag(carrel, 'progress.viewed', entity)) return;
  carrel.record('progress.viewed', entity, { shape: 'flag', value: true }).catch(reportError);
}

function startMarkDone(): void {
  const control = byId('mark-done', HTMLButtonElement);
  const label = control.querySelector('span');
  const isDone = (carrel: Carrel) => flag(carrel, 'progress.completed', entity) === true;
  control.addEventListener('click', () => {
    withEngine(async (carrel) => {
      if (isDone(carrel)) return;
      await carrel.record('progress.completed', entity, { shape: 'flag', value: true });
    });
  });
  withEngine((carrel) => {
    follow(carrel, ['progress.completed'], () => {
      control.setAttribute('aria-pressed', String(isDone(carrel)));
      if (label) label.textContent = isDone(carrel) ? texts.lesson.done : texts.lesson.markDone;
    });
  });
}
