import { chromium } from '../kills/chromium';
import { firefox, isInstalled } from '../kills/firefox';
import type { Victim } from '../kills/victim';

interface Installed {
  name: string;
  start: () => Promise<Victim>;
}

/** Each browser that is installed here. */
export const BROWSERS: Installed[] = [
  { name: 'Chromium', start: chromium },
  ...(isInstalled ? [{ name: 'Firefox', start: () => firefox() }] : []),
];
