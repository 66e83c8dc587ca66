import type { InboxChoice } from '../shared/types';
import { CarrelError } from './errors';
import type { Host } from './host';
import type { WireConsent } from './module';
import { checkChoice, checkText, checkTexts } from './validate';

/** Hands the engine the choices that the loader took; one that it refuses is thrown away. */
export async function drainInbox(host: Host): Promise<void> {
  const { journal } = host.ports;
  for (const { key, value } of await journal.inbox()) {
    try {
      const consent = consentOf(host, value, key);
      await host.submit((engine, moment) => engine.consent(moment, consent)).answered;
    } catch (error) {
      if (!(error instanceof CarrelError) || host.core.end) throw error;
      await journal.append({ frames: [], strict: true, decision: '', inbox: key });
    }
  }
}

function consentOf(host: Host, value: unknown, inbox: number): WireConsent {
  const { choice, purposes, policy, texts } = (value ?? {}) as Partial<InboxChoice>;
  checkChoice(choice);
  checkTexts(purposes, 'purposes');
  checkText(policy, 'policy');
  checkText(texts, 'texts');
  return { choice: host.core.module.Choice[choice], purposes, policy, texts, inbox };
}
