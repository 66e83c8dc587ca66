/** What dialogues say beyond their switches, by what the engine knows: imported once it is asked. */
export { type Again, again } from './notices/again';
export { newsRegion, unread } from './notices/news';
export { Notices } from './notices/notices';
