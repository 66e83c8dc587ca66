import type { InboxChoice } from '../shared/types';
import { failureOf } from './failure';
import type { Host } from './host';
import type { WireConsent } from './module';
import { checkChoice, checkInteger, checkManner, checkText, checkTexts, UNSAID } from './validate';
import { packChoice } from './wire';

/**
 * Hands the engine the choices that the loader took; a damaged one is thrown away. Rejects where
 * they cannot be read: one of them may be a refusal. Resolves to whether there were any.
 */
export async function drainInbox(host: Host): Promise<boolean> {
  const { journal } = host.ports;
  const waiting = await journal.inbox().catch((error: unknown) => {
    if (failureOf(error) === 'unavailable') return [];
    throw error;
  });
  for (const { key, value } of waiting) {
    const consent = consentOf(host, value, key);
    if (consent) await host.submit((engine) => engine.consent(consent)).answered;
    else
      await journal.append({ frames: [], strict: true, decision: '', consent: null, inbox: key });
  }
  return waiting.length > 0;
}

function consentOf(host: Host, value: unknown, inbox: number): WireConsent | null {
  const left = (value ?? {}) as Partial<InboxChoice>;
  const { choice, purposes, policy, texts, at, manner = UNSAID, erase = [] } = left;
  try {
    checkChoice(choice);
    checkTexts(purposes, 'purposes');
    checkText(policy, 'policy');
    checkText(texts, 'texts');
    checkInteger(at, 'at');
    checkManner(manner);
    checkTexts(erase, 'erase');
    const made = { choice, purposes, policy, texts, at, manner, erase };
    return packChoice(host.core.module, made, inbox);
  } catch {
    return null;
  }
}
