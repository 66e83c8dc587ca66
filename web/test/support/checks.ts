import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** What axe finds on the page, best practices included. */
export async function faults(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, 'utf8'));
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join()}`);
  });
}

/** Collects what the page's security policy stops, from the next navigation on. */
export async function violations(page: Page): Promise<string[]> {
  const seen: string[] = [];
  await page.exposeFunction('violated', (directive: string) => seen.push(directive));
  await page.addInitScript(() => {
    const { violated } = window as unknown as { violated(directive: string): void };
    document.addEventListener('securitypolicyviolation', (event) => {
      violated(event.violatedDirective);
    });
  });
  return seen;
}

/** Makes the browser send Global Privacy Control. */
export async function signal(page: Page): Promise<void> {
  await page.addInitScript(() =>
    Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }),
  );
}

/** Texts shown inside an element's shadow root, in document order. */
export function shadowTexts(page: Page, host: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const root = document.querySelector(selector)?.shadowRoot;
    if (!root) return [];
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: string[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode.textContent?.trim() ?? '');
    return texts.filter((text) => text !== '');
  }, host);
}

/** What the page has left in the browser's stores. */
export function leftovers(page: Page) {
  return page.evaluate(async () => ({
    cookies: document.cookie,
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
  }));
}

/** How often the page's content has moved. */
export function shifts(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries().length));
        observer.observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(0), 300);
      }),
  );
}
