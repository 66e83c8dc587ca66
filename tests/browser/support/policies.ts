import { readFileSync } from 'node:fs';

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ');

/** The Content Security Policy that a section of the embedding guide gives. */
export function documentedPolicy(section: string): string {
  const guide = readFileSync('docs/guide/embedding.md', 'utf8');
  const [, text = ''] = guide.split(`\n## ${section}\n`);
  const block = /^```\n([^`]*'self'[^`]*)^```$/m.exec(text.split('\n## ')[0] ?? '')?.[1];
  if (!block) throw new Error(`the section ${section} gives no policy`);
  return oneLine(block);
}

/** The policy in a page's own meta tag. */
export function policyOfPage(html: string): string {
  const content = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1];
  if (!content) throw new Error('the page has no policy');
  return oneLine(content);
}
