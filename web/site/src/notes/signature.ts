/** The policy's kinds, by the name of an error; its text is not looked at. */
const KINDS: Record<string, string> = {
  TypeError: 'type',
  ReferenceError: 'reference',
  RangeError: 'range',
  SyntaxError: 'syntax',
  NetworkError: 'network',
  TimeoutError: 'network',
  QuotaExceededError: 'storage',
  InvalidStateError: 'storage',
  NotSupportedError: 'media',
  EncodingError: 'media',
};

export function signatureOf(error: unknown): string {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  return KINDS[name] ?? 'other';
}
