/** One way to keep what is typed into a field. */
export interface Saver {
  /** Keeps the field's text; resolves once the browser has confirmed it. */
  save(field: HTMLTextAreaElement): Promise<unknown>;
}
