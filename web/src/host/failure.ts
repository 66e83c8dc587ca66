import { CarrelError } from './errors';
import type { Name } from './module';

const BY_NAME: Readonly<Record<string, Name<'Failure'>>> = {
  QuotaExceededError: 'quota',
  InvalidStateError: 'closed',
  AbortError: 'closed',
  SecurityError: 'unavailable',
};
const BY_CODE: Readonly<Record<string, Name<'Failure'>>> = {
  blocked: 'blocked',
  closed: 'closed',
  network: 'network',
  unavailable: 'unavailable',
};

/** What an effect's failure is called at the boundary. */
export function failureOf(error: unknown): Name<'Failure'> {
  if (error instanceof CarrelError) return BY_CODE[error.code] ?? 'other';
  return BY_NAME[(error as Error | null)?.name ?? ''] ?? 'other';
}
