import { CarrelError } from './errors';
import type { FailureName } from './module';

const BY_NAME: Readonly<Record<string, FailureName>> = {
  QuotaExceededError: 'quota',
  InvalidStateError: 'closed',
  AbortError: 'closed',
  SecurityError: 'unavailable',
};
const BY_CODE: Readonly<Record<string, FailureName>> = {
  blocked: 'blocked',
  closed: 'closed',
  network: 'network',
  unavailable: 'unavailable',
};

/** What an effect's failure is called at the boundary. */
export function failureOf(error: unknown): FailureName {
  if (error instanceof CarrelError) return BY_CODE[error.code] ?? 'other';
  return BY_NAME[(error as Error | null)?.name ?? ''] ?? 'other';
}
