import './page';
import { byId, optional } from './dom';
import { engine } from './engine';
import { hasWork, offerGuestWork } from './guest-work';
import { thisDevice } from './notes/device';
import { noteUsage } from './notes/notes';
import { profile, readSession, SessionError, signIn, signOut } from './session';
import { filled, texts } from './texts';

const form = byId('sign-in', HTMLFormElement);
const name = byId('sign-in-name', HTMLInputElement);
const fault = byId('sign-in-error', HTMLElement);
const panel = byId('signed-in', HTMLElement);

/** The page that led here, which its link names in the fragment; else the course list. */
function back(): string {
  const from = new URL(location.hash.slice(1), location.origin);
  return from.origin === location.origin && from.pathname !== '/' ? from.pathname : './';
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  fault.hidden = true;
  try {
    const offers = !profile() && (await hasWork().catch(() => false));
    await signIn(name.value);
    await noteEnrolment('enrolled');
    // Here, on the page of whoever has signed in, they can take it along.
    if (offers) location.reload();
    else location.assign(back());
  } catch (error) {
    const status = error instanceof SessionError ? String(error.status) : '';
    fault.textContent = status ? filled(texts.signIn.failed, { status }) : texts.signIn.offline;
    fault.hidden = false;
    name.focus();
  }
});

byId('sign-out', HTMLButtonElement).addEventListener('click', async () => {
  await engine()
    .then((carrel) => carrel.signedOut())
    .catch(reportError);
  await signOut();
  location.reload();
});

/** Who begins to sign in has left until they are in. */
const noteEnrolment = (state: 'left' | 'enrolled'): Promise<void> =>
  noteUsage('enrolment', `${thisDevice()}_${state}`).catch(reportError);

if (!profile()) name.addEventListener('input', () => noteEnrolment('left'), { once: true });

async function showWho(): Promise<void> {
  if (!profile()) return;
  const signed = await readSession();
  if (!signed) return;
  const shown = optional('signed-in-name', HTMLElement);
  if (shown) shown.textContent = signed.name;
  byId('go-on', HTMLAnchorElement).href = back();
  form.hidden = true;
  panel.hidden = false;
  await offerGuestWork();
}

showWho().catch(reportError);
