import type { Device } from './device';

/** Upper bounds of the policy's steps, in milliseconds. */
const STEPS = [100, 250, 500, 1000, 2500, 5000, 10_000];
/** As the policy names the kinds of page; each is a class of the body. */
const PAGES = ['home', 'course', 'reading', 'video', 'quiz', 'essay', 'privacy'];

export const timingCell = (device: Device, ms: number): string =>
  `${device}_${STEPS.find((step) => ms <= step) ?? 'more'}`;

export const kindOf = (classes: Iterable<string>): string =>
  [...classes].find((name) => PAGES.includes(name)) ?? 'other';
