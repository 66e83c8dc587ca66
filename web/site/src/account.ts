import { optional } from './dom';
import { engine } from './engine';
import { profile, readSession, type SignedIn } from './session';
import { filled, texts } from './texts';

/** The way back from signing in stays on the device, in the fragment of the links' addresses. */
export function startSignInLinks(): void {
  if (document.getElementById('sign-in')) return;
  for (const id of ['account', 'account-state']) {
    const link = optional(id, HTMLAnchorElement);
    if (link) link.hash = location.pathname;
  }
}

/**
 * Hands the session to the engine of the signed-in profile. A guest makes no request. Signed out
 * or offline, the work goes on in the same profile and waits to be sent.
 */
export async function startAccount(): Promise<void> {
  const subject = profile();
  if (!subject) return;
  const signed = await readSession().catch(() => null);
  if (signed?.subject === subject) await attach(signed);
  else detached();
  addEventListener('online', () => startAgain(subject), { once: true });
}

async function startAgain(subject: string): Promise<void> {
  const signed = await readSession().catch(() => null);
  if (signed?.subject === subject) await attach(signed);
}

async function attach(signed: SignedIn): Promise<void> {
  const link = optional('account', HTMLAnchorElement);
  if (link) link.textContent = signed.name;
  link?.setAttribute('aria-label', filled(texts.signIn.as, { name: signed.name }));
  const notice = optional('account-state', HTMLAnchorElement);
  if (notice) notice.hidden = true;
  const { subject, enrolled, csrf } = signed;
  const carrel = await engine();
  await carrel.signedIn({ subject, enrolled, csrf });
}

function detached(): void {
  const notice = optional('account-state', HTMLAnchorElement);
  if (notice) notice.hidden = false;
}
