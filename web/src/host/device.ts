/** What is done to profiles as a whole, beside carrel.js. It throws no CarrelError: that class is there. */
export { forget } from './device/forget';
export { askToPersist, room } from './device/room';
export { guestWork, takeAlong } from './device/take-along';
