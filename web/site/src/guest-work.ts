import type { Carrel, Taken } from '../../src/shared/types';
import { byId } from './dom';
import { engine } from './engine';
import { texts } from './texts';

/** What is only counted is nobody's work. */
const COUNTED = /^(figures|usage)\./;

/** Whether this page's engine, the guest's, has work of a person. */
export async function hasWork(): Promise<boolean> {
  const rows = (await engine()).stored();
  return rows.some(({ title, item }) => title !== '' && !COUNTED.test(item));
}

/** Offers to take along what was done before signing in, where there is something. */
export async function offerGuestWork(): Promise<void> {
  const carrel = await engine();
  if ((await carrel.guestWork()) === 0) return;
  const offer = byId('guest-work', HTMLElement);
  const take = byId('guest-work-take', HTMLButtonElement);
  offer.hidden = false;
  byId('guest-work-leave', HTMLButtonElement).addEventListener('click', () => {
    offer.hidden = true;
  });
  take.addEventListener('click', async () => {
    take.disabled = true;
    say(await takeAlong(carrel));
    take.disabled = false;
  });
}

async function takeAlong(carrel: Carrel): Promise<Taken | null> {
  try {
    return await carrel.takeAlong();
  } catch (error) {
    reportError(error);
    return null;
  }
}

function say(taken: Taken | null): void {
  const status = byId('guest-work-status', HTMLElement);
  const { taken: done, left, takeFailed } = texts.signIn;
  if (taken) status.textContent = taken.left > 0 ? left : done;
  else status.textContent = takeFailed;
  status.hidden = false;
  byId('guest-work', HTMLElement).hidden = taken?.left === 0;
}
