import { decisionKey } from '../shared/names';
import type { DeviceRoom } from '../shared/types';
import type { Journal } from './journal';
import { access } from './web-storage';

const load = () => import('./device.js');
const KEEPS = /"choice":"(granted|on_device)"/;

export async function room(): Promise<DeviceRoom> {
  return (await load()).room();
}

/** Asks the browser, once for each profile, to spare what the person has begun to keep. */
export async function askToPersist(profile: string): Promise<void> {
  await (await load()).askToPersist(profile);
}

/** The decision's copy in localStorage is left, and of the database nothing. */
export async function isEvicted(profile: string, journal: Journal): Promise<boolean> {
  try {
    const copy = access('localStorage').getItem(decisionKey(profile)) ?? '';
    return KEEPS.test(copy) && !(await journal.isDecided());
  } catch {
    return false;
  }
}
