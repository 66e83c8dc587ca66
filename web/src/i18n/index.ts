/** The languages that the messages are written in; the first serves where none fits. */
export type Language = 'en' | 'de';

/** The texts for a BCP 47 language tag. */
export function forLanguage<T>(texts: Record<Language, T>, tag: string): T {
  return tag.toLowerCase().startsWith('de') ? texts.de : texts.en;
}

/** Puts values in the place of `{names}`. */
export function filled(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (name, key) => values[key] ?? name);
}
