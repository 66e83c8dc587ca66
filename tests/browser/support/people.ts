import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { FLAGS, PROGRAM } from './browser';

/** A browser in which everyone has a fresh profile. */
export class People {
  readonly faults: string[] = [];

  private constructor(readonly browser: Browser) {}

  static async invite(): Promise<People> {
    return new People(await chromium.launch({ executablePath: PROGRAM, args: FLAGS }));
  }

  async visitor(options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.browser.newContext({ reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
    return page;
  }

  async leave(): Promise<void> {
    await this.browser.close();
  }
}

/** Answers the first layer; resolves once the choice is saved. */
export async function choose(page: Page, act: 'accept' | 'refuse' | 'on-device'): Promise<void> {
  await page.locator(`carrel-banner [data-act=${act}]`).click();
  await page.locator('carrel-banner [data-saved]').waitFor();
}

/** Fills in the page's form; then the person is either led on, or shown who has signed in. */
export async function signIn(page: Page, name: string): Promise<void> {
  await page.locator('#sign-in-name').fill(name);
  await page.locator('#sign-in-submit').click();
  await page.waitForFunction(() => {
    const panel = document.getElementById('signed-in');
    return localStorage.getItem('carrel/profile') !== null && panel?.hidden !== true;
  });
}
