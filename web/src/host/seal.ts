/** What encrypted profiles need beside carrel.js. It throws no CarrelError: that class is there. */
export { type PlainStores, SealedStores } from './sealing/stores';
