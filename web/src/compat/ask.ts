import type * as Banner from '../banner';
import type { Context } from '../banner/context';
import { mannerOf } from '../banner/manner';
import { categoriesOf } from '../banner/policy';
import { textsHash } from '../banner/texts';
import { leaveChoice } from '../loader/inbox';
import type { Settings } from '../loader/settings';
import { databaseName } from '../shared/names';
import { sha256 } from '../shared/sha256';
import { namedPeers } from './peers';
import { expiresDays } from './policy';
import { namesOf, outcomeOf } from './settle';
import { answerOf } from './stored';

/** Asks, unless what another library has stored is a refusal. */
export async function askAfter(
  { dataset }: HTMLScriptElement,
  { profile }: Settings,
  context: Context,
  banner: typeof Banner,
): Promise<void> {
  const now = Date.now();
  const answer = await answerOf(namedPeers(dataset['compat'] ?? ''), now);
  const terms = {
    categories: categoriesOf(context.policy, context.language),
    expiresDays: expiresDays(context.policy),
    names: namesOf(dataset['aliases'] ?? ''),
  };
  const outcome = answer && (await isFirst(profile)) ? outcomeOf(answer, terms, now) : null;
  if (outcome?.kind === 'held') return;
  if (outcome?.kind === 'refused' && (await taken(profile, context, outcome.at))) return;
  const before = outcome?.kind === 'again' ? outcome.categories : undefined;
  banner.ask(before ? { ...context, before } : context);
}

/** Whoever has chosen here before has said more than the other library knows. */
async function isFirst(profile: string): Promise<boolean> {
  try {
    const databases = await indexedDB.databases();
    return databases.every(({ name }) => name !== databaseName(profile));
  } catch {
    // Storage that is blocked holds no choice.
    return true;
  }
}

/** Resolves to whether the refusal was made this person's own; storage may be blocked. */
async function taken(profile: string, context: Context, at: number): Promise<boolean> {
  try {
    const policy = await sha256(new TextEncoder().encode(context.policy));
    // What the other library said is not known.
    const texts = await textsHash([]);
    const manner = mannerOf('imported', context.language);
    await leaveChoice(profile, { choice: 'refused', purposes: [], policy, texts, at, manner });
    await context.page.engine();
    return true;
  } catch {
    return false;
  }
}
