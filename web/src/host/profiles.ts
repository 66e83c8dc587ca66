import { GUEST } from '../shared/names';
import type { Taken } from '../shared/types';
import type { Carrel } from './carrel';
import { CarrelError } from './errors';
import { type Guard, Session, type SessionAudience, type Setting } from './session';
import { checkPassphrase } from './validate';
import { Views } from './views';

/** What is done to a profile as a whole is seldom done. */
const load = () => import('./device.js');

/** How many of the guest's values `into` does not have. */
export async function guestWork(into: Carrel, own: Setting, passphrase?: string): Promise<number> {
  const read = guestOf(own, passphrase);
  return (await load()).guestWork(into, read);
}

/** Records the guest's work as that of `into`, and then has the guest forgotten. */
export async function takeAlong(into: Carrel, own: Setting, passphrase?: string): Promise<Taken> {
  const read = guestOf(own, passphrase);
  return (await load()).takeAlong(into, read);
}

const SILENT: SessionAudience = { changed() {}, decided() {}, saveState() {}, ending() {} };

/** Opens the guest's records behind the guard, shown to nobody. */
function guestOf(own: Setting, passphrase?: string) {
  if (own.profile === GUEST) throw new CarrelError('bad_profile', 'profile');
  if (passphrase !== undefined) checkPassphrase(passphrase);
  return async (guard: Guard) => {
    const session = new Session(await own.beside(GUEST), SILENT);
    const close = () => session.close();
    try {
      await session.read(passphrase, guard);
    } catch (error) {
      close();
      throw error;
    }
    return { views: new Views(session.host.core), atRest: session.atRest, close };
  };
}
