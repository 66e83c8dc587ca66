import { readdirSync, readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** The paths of every page of the built site below this directory. */
export function pagesUnder(directory: string): string[] {
  const files = readdirSync(`dist/site/${directory}`, { recursive: true, encoding: 'utf8' });
  const pages = files.filter((file) => file.endsWith('.html'));
  return pages.map((file) => `/${directory}/${file.replace(/(^|\/)index\.html$/, '$1')}`).sort();
}

/** What axe-core finds, by every rule that it has; it needs a page without a content policy. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((): Promise<AxeResults> => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    return axe.run();
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}

/** How many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}

/** Those of the texts, some of them HTML, that a reader does not find on the page. */
export function missing(page: Page, texts: string[]): Promise<string[]> {
  return page.evaluate((wanted) => {
    const letters = (text: string) => text.replace(/\s+/g, '').toLowerCase();
    const plain = (html: string) =>
      new DOMParser().parseFromString(html, 'text/html').body.textContent ?? '';
    for (const details of document.querySelectorAll('main details'))
      details.toggleAttribute('open', true);
    const shown = letters(document.body.innerText);
    return wanted.filter((text) => !shown.includes(letters(plain(text))));
  }, texts);
}
