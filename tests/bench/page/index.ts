import { checkTimes } from './consent';
import { recordHistory } from './history';
import { openTime, rawOpenTime } from './opening';
import { reportCosts } from './reports';
import { prepare, press } from './typing';

/** What the command calls in the page. */
const bench = { checkTimes, recordHistory, openTime, rawOpenTime, prepare, press, reportCosts };

declare global {
  interface Window {
    bench: typeof bench;
  }
}

window.bench = bench;
