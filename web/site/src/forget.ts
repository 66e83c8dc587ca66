import { ask } from './dialog';
import { byId } from './dom';
import { engine } from './engine';
import { local, profile, signOut } from './session';
import { texts } from './texts';

const COURSES = 'carrel-course-';

/** Lets the person forget everything of theirs on this device, and sign out with it. */
export function startForget(): void {
  const fault = byId('forget-error', HTMLElement);
  byId('forget', HTMLButtonElement).addEventListener('click', async () => {
    const { forget: title, forgetSure: text, cancel } = texts.privacy;
    if (!(await ask({ title, text, yes: title, no: cancel }))) return;
    try {
      await forget();
      location.reload();
    } catch (error) {
      fault.textContent = texts.privacy.forgetFailed;
      fault.hidden = false;
      throw error;
    }
  });
}

async function forget(): Promise<void> {
  await (await engine()).forgetEverything();
  const kept = 'caches' in window ? await caches.keys() : [];
  for (const name of kept) if (name.startsWith(COURSES)) await caches.delete(name);
  if (!local && profile()) await signOut();
}
