import type { Carrel } from '../../src/shared/types';
import { byId } from './dom';
import { follow, withEngine } from './engine';
import { profile } from './session';
import { texts } from './texts';
import { flag } from './values';

/** What all lessons do: note the visit, offer "mark as done", and hand on to the lesson's own part. */
export function startLesson(start: (carrel: Carrel, entity: string) => void = () => {}): void {
  const entity = document.querySelector<HTMLElement>('[data-entity]')?.dataset['entity'];
  if (!entity) throw new Error('the lesson has no entity');
  withEngine((carrel) => {
    noteView(carrel, entity);
    carrel.addEventListener('decision', () => noteView(carrel, entity));
    startMarkDone(carrel, entity);
    start(carrel, entity);
  });
}

/** Opening a page is no wish to have it noted: not before progress may be kept. */
function noteView(carrel: Carrel, entity: string): void {
  const may = carrel.allowed('functional') || profile() !== null;
  if (!may || flag(carrel, 'progress.viewed', entity)) return;
  carrel.record('progress.viewed', entity, { shape: 'flag', value: true }).catch(reportError);
}

function startMarkDone(carrel: Carrel, entity: string): void {
  const control = byId('mark-done', HTMLButtonElement);
  const label = control.querySelector('span');
  follow(carrel, ['progress.completed'], () => {
    const done = flag(carrel, 'progress.completed', entity) === true;
    control.setAttribute('aria-pressed', String(done));
    if (label) label.textContent = done ? texts.lesson.done : texts.lesson.markDone;
  });
  control.addEventListener('click', () => {
    if (flag(carrel, 'progress.completed', entity)) return;
    carrel.record('progress.completed', entity, { shape: 'flag', value: true }).catch(reportError);
  });
}
