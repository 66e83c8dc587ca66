import { filled, forLanguage } from '../../i18n';
import { notices as de } from '../../i18n/messages.de.json';
import { notices as en } from '../../i18n/messages.en.json';
import { explain } from '../../shared/reasons';
import type { DecisionView, Reason } from '../../shared/types';
import { categoriesOf } from '../policy';

/** A question to one who has chosen before: about some purposes alone. */
export interface Again {
  says: string[];
  /** Purposes that are asked about. */
  asked: string[];
  /** Those that were granted and are not asked about. */
  stands: string[];
}

const ASKED: readonly Reason[] = ['not_asked', 'changed', 'decides_anew', 'expired'];

/** Nothing where nothing of it is shown to people. */
export function again(decision: DecisionView, policy: string, language: string): Again | undefined {
  const texts = forLanguage({ en, de }, language);
  const asked = explain(decision, policy).filter(({ reason }) => ASKED.includes(reason));
  const purposes = categoriesOf(policy, language).flatMap((category) => category.purposes);
  const titles = (test: (reason: Reason) => boolean) =>
    purposes
      .filter(({ key }) => asked.some(({ purpose, reason }) => purpose === key && test(reason)))
      .map(({ title }) => title)
      .join(', ');
  const changed = titles((reason) => reason === 'changed');
  const anew = titles((reason) => reason !== 'changed');
  if (!changed && !anew) return undefined;
  const says = [texts.stands];
  if (anew) says.unshift(filled(texts.anew, { titles: anew }));
  if (changed) says.unshift(filled(texts.changes, { titles: changed }));
  const keys = asked.map(({ purpose }) => purpose);
  const stands = decision.grantedPurposes.filter((key) => !keys.includes(key));
  return { says, asked: keys, stands };
}
