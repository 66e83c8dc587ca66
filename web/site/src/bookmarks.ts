import type { Carrel } from '../../src/shared/types';
import { all, byId } from './dom';
import { follow, withEngine } from './engine';
import { noteFeature } from './notes/notes';
import { payloads } from './values';

const ITEM = 'collection.bookmarked';

const isBookmarked = (carrel: Carrel, entity: string): boolean =>
  payloads(carrel, ITEM, entity, 'membership')[0]?.present === true;

/** The button that sets and removes the bookmark of a page. */
export function startBookmark(entity: string): void {
  const control = byId('bookmark', HTMLButtonElement);
  control.addEventListener('click', () => {
    noteFeature('bookmark');
    withEngine(async (carrel) => {
      const present = !isBookmarked(carrel, entity);
      await carrel.record(ITEM, entity, { shape: 'membership', present });
    });
  });
  withEngine((carrel) => {
    follow(carrel, [ITEM], () => {
      control.setAttribute('aria-pressed', String(isBookmarked(carrel, entity)));
    });
  });
}

/** The course's list of bookmarked pages, which is there while there are any. */
export function startBookmarkList(carrel: Carrel): void {
  const rows = all('[data-bookmark]', HTMLLIElement);
  follow(carrel, [ITEM], () => {
    for (const row of rows) row.hidden = !isBookmarked(carrel, row.dataset['bookmark'] ?? '');
    byId('bookmarks', HTMLElement).hidden = rows.every(({ hidden }) => hidden);
  });
}
