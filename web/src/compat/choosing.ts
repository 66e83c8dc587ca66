import { mannerOf } from '../banner/manner';
import { textsHash } from '../banner/texts';
import type { LoaderPage } from './page';

/**
 * Makes a choice for the site's own code, which leaves the `wanted` purposes granted. Code alone
 * cannot grant: there has to be something that the person has just done.
 */
export async function choosePurposes(
  page: LoaderPage,
  wanted: (policy: string, granted: string[]) => string[],
): Promise<void> {
  const acted = navigator.userActivation?.isActive ?? true;
  const says = said();
  const { policy, language } = await page.dialogues.context();
  const { grantedPurposes } = (await page.engine()).decision();
  const purposes = wanted(policy, grantedPurposes);
  if (!acted && purposes.some((key) => !grantedPurposes.includes(key))) {
    throw new Error('carrel: a grant needs something that the person does');
  }
  const choice = purposes.length > 0 ? 'granted' : 'refused';
  const manner = mannerOf('page', language);
  await page.choose(choice, purposes, await textsHash([says]), manner);
}

/** What the button says that was just pressed. */
function said(): string {
  const { activeElement } = document;
  return activeElement === document.body ? '' : (activeElement?.textContent?.trim() ?? '');
}
