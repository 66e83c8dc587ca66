import './page';
import type { Carrel } from '../../src/shared/types';
import { startBookmarkList } from './bookmarks';
import { all, byId } from './dom';
import { DONE_BY, isDone } from './done';
import { follow, withEngine } from './engine';
import { startKeepOffline } from './keep-offline';
import { clock, filled, texts } from './texts';
import { flag, position } from './values';

const course = document.body.dataset['course'] ?? '';
const rows = all('[data-lesson]', HTMLLIElement);
const entityOf = (row: HTMLElement) => `course/${course}/${row.dataset['lesson']}`;

const ITEMS = ['progress.viewed', 'progress.place', ...DONE_BY];

withEngine((carrel) => {
  follow(carrel, ITEMS, () => {
    for (const row of rows) showState(carrel, row);
    showProgress(carrel);
  });
  startBookmarkList(carrel);
});
if (document.getElementById('offline')) startKeepOffline(course).catch(reportError);

function showState(carrel: Carrel, row: HTMLElement): void {
  const done = isDone(carrel, entityOf(row));
  const viewed = flag(carrel, 'progress.viewed', entityOf(row)) === true;
  row.toggleAttribute('data-done', done);
  row.toggleAttribute('data-viewed', viewed);
  const said = row.querySelector('.state .visually-hidden');
  const { done: doneText, viewed: viewedText, notDone } = texts.course;
  if (said) said.textContent = done ? doneText : viewed ? viewedText : notDone;
}

function showProgress(carrel: Carrel): void {
  const done = rows.filter((row) => isDone(carrel, entityOf(row))).length;
  const percentage = Math.round((done / rows.length) * 100);
  byId('percentage', HTMLElement).textContent = `${percentage} %`;
  byId('progress', HTMLProgressElement).value = done;
  const next = rows.find((row) => !isDone(carrel, entityOf(row)));
  const begun = rows.some((row) => row.hasAttribute('data-viewed'));
  if (begun || done > 0) offer(carrel, next);
}

/** The way on: to the first lesson that is not done, at the place where it was left. */
function offer(carrel: Carrel, next: HTMLElement | undefined): void {
  const link = byId('continue', HTMLAnchorElement);
  const label = link.querySelector('span');
  const target = (next ?? rows[0])?.querySelector('a');
  if (!target || !label) return;
  link.href = target.href;
  label.textContent = next ? invitation(carrel, next) : texts.course.again;
}

function invitation(carrel: Carrel, row: HTMLElement): string {
  const title = row.querySelector('strong')?.textContent ?? '';
  const at = position(carrel, entityOf(row))?.at ?? 0;
  const lesson = row.dataset['lesson'];
  if (lesson === 'video' && at > 0) return filled(texts.course.video, { place: clock(at) });
  if (lesson === 'quiz' && at > 1) return filled(texts.course.quiz, { place: String(at) });
  return filled(texts.course.continueAt, { title });
}
