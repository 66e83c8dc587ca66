/** Text that is HTML already. */
export class Markup {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

export type Part = Markup | string | number | false | null | undefined | readonly Part[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function rendered(part: Part): string {
  if (part instanceof Markup) return part.text;
  if (part === false || part === null || part === undefined) return '';
  if (typeof part === 'string') return part.replace(/[&<>"]/g, (c) => ENTITIES[c] ?? c);
  return typeof part === 'number' ? String(part) : part.map(rendered).join('');
}

/** HTML in which every value is escaped, except what is `Markup` itself. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.map((text, i) => text + rendered(parts[i])).join(''));
}

export const raw = (text: string): Markup => new Markup(text);
