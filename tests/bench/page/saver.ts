/** One way to keep what is typed into a field. */
export interface Saver {
  /** Keeps the field's text, at once or at its `input` event; resolves once that is confirmed. */
  save(field: HTMLTextAreaElement): Promise<unknown>;
}
