import { checkProfile } from './validate';

/** Erases all that this browser holds of a profile, readable or not. Its engines end, in all tabs. */
export async function forgetEverything(profile: string): Promise<void> {
  checkProfile(profile);
  const { forget } = await import('./device.js');
  await forget(profile);
}
