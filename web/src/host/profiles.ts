import { checkProfile } from './validate';

/** What is done to a profile as a whole is seldom done. */
const load = () => import('./device.js');

/** Erases all that this browser holds of a profile, readable or not. Its engines end, in all tabs. */
export async function forgetEverything(profile: string): Promise<void> {
  checkProfile(profile);
  const { forget } = await load();
  await forget(profile);
}
