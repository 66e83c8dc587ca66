/** Private aggregation, beside carrel.js. It throws no CarrelError but by `refuse`: that class is there. */
export { openAggregate } from '../aggregate';
