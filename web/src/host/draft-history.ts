/** What `<carrel-draft-history>` needs beside carrel.js. It throws no CarrelError: that class is there. */
export { showHistories } from './drafts/history';
