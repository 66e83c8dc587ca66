/** A refusal: `code` says why, `where` names the place and never holds a person's data. */
export class CarrelError extends Error {
  override readonly name = 'CarrelError';

  constructor(
    readonly code: string,
    readonly where = '',
  ) {
    super(where ? `${code}: ${where}` : code);
  }
}
