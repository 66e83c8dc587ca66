import { language } from '../texts';
import type { Estimate } from './statistics';

const numbers = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
const points = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const days = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });

const within = (share: number) => Math.min(1, Math.max(0, share));

/** The ends of the interval, as far as a share can be there. */
export const ends = ({ value, half }: Estimate): [number, number] => [
  within(value - half),
  within(value + half),
];

export const percent = (share: number): string => `${points.format(share * 100)}\u00a0%`;
export const number = (value: number): string => numbers.format(value);
export const day = (time: string): string => days.format(new Date(time));
/** Of percentages, in percentage points. */
export const inPoints = (difference: number): string => points.format(difference * 100);

/** “38.1–44.2 %” */
export function interval(estimate: Estimate): string {
  const [low, high] = ends(estimate);
  return `${points.format(low * 100)}–${percent(high)}`;
}
