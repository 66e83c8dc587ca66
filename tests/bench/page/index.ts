import { checkTimes } from './consent';
import { recordHistory } from './history';
import { openTime, rawOpenTime } from './opening';
import { prepare, press } from './typing';

/** What the command calls in the page. */
const bench = { checkTimes, recordHistory, openTime, rawOpenTime, prepare, press };

declare global {
  interface Window {
    bench: typeof bench;
  }
}

window.bench = bench;
