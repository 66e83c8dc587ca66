import { raw } from './html';

const icon = (body: string, box = 24) =>
  raw(
    `<svg class="icon" viewBox="0 0 ${box} ${box}" aria-hidden="true" focusable="false">${body}</svg>`,
  );

/** A carrel seen from above: three walls and a reader. */
export const mark = icon('<path d="M5 21V4h14v17"/><circle cx="12" cy="15" r="2.6"/>');
export const tick = icon('<path d="M5 12.5l4.5 4.5L19 7.5"/>');
export const ribbon = icon('<path d="M6 3.5h12v17l-6-4.5-6 4.5z"/>');
export const arrow = icon('<path d="M5 12h14M13 6l6 6-6 6"/>');
export const down = icon('<path d="M12 4v12M6 11l6 6 6-6M5 21h14"/>');
