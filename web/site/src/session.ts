import { PROFILE_KEY } from '../../src/shared/names';
import type { Account } from '../../src/shared/types';

const ADDRESS = '/carrel/session';

export interface SignedIn extends Account {
  name: string;
}

type Answer =
  | { signed_in: false }
  | { signed_in: true; subject: string; name: string; enrolled: boolean; csrf: string };

/** The subject whose profile this browser shows; null is the guest. */
export function profile(): string | null {
  try {
    return localStorage.getItem(PROFILE_KEY);
  } catch {
    return null;
  }
}

/** Loads the page anew once it is another's: in this tab after a way back, or from another tab. */
export function followProfile(): void {
  const shown = profile();
  const reload = () => profile() !== shown && location.reload();
  addEventListener('storage', reload);
  addEventListener('pageshow', reload);
}

/** The fully local build has no server. */
export const local = document.documentElement.dataset['local'] !== undefined;

/** Who is signed in; null is nobody. Rejects without a network. */
export async function readSession(): Promise<SignedIn | null> {
  return account(await fetch(ADDRESS));
}

export async function signIn(name: string): Promise<SignedIn | null> {
  const headers = { 'Content-Type': 'application/json' };
  const signed = await account(
    await fetch(ADDRESS, { method: 'POST', headers, body: JSON.stringify({ name }) }),
  );
  if (signed) localStorage.setItem(PROFILE_KEY, signed.subject);
  return signed;
}

/** Ends the session; without a network it ends on this device only. */
export async function signOut(): Promise<void> {
  try {
    const signed = await readSession();
    const headers = { 'X-Carrel-CSRF': signed?.csrf ?? '' };
    if (signed) await fetch(ADDRESS, { method: 'DELETE', headers });
  } catch (error) {
    reportError(error);
  }
  localStorage.removeItem(PROFILE_KEY);
}

export class SessionError extends Error {
  constructor(readonly status: number) {
    super(`session: status ${status}`);
  }
}

async function account(response: Response): Promise<SignedIn | null> {
  if (!response.ok) throw new SessionError(response.status);
  const answer: Answer = await response.json();
  if (!answer.signed_in) return null;
  const { subject, name, enrolled, csrf } = answer;
  return { subject, name, enrolled, csrf };
}
