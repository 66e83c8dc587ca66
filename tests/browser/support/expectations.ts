import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { values } from './acts';
import type { Device } from './browser';
import type { Step, Wanted } from './scenario';
import type { Server, Statement } from './server';
import { stores } from './stores';

const SOON = { timeout: 15_000, interval: 50 };
const QUIET_MS = 1500;

/** Judges a scenario's expectations by what the page shows and the browser and server hold. */
export class Expectations {
  constructor(
    readonly device: Device,
    readonly server: Server,
  ) {}

  async judge(step: Step): Promise<void> {
    const judge = this.#judges[step.expect ?? ''];
    if (!judge) throw new Error(`no such expectation: ${step.expect}`);
    await judge(step);
  }

  readonly #judges: Record<string, (step: Step) => Promise<void>> = {
    decision: (step) => this.#decision(step),
    stores: (step) => this.#stores(step),
    requests: () => this.#requests(),
    server: (step) => this.#server(step),
    place: (step) => this.#place(step),
    answer: async ({ tab, question, options = [] }) => {
      const page = await this.device.tab(tab ?? '');
      const inputs = page.locator(`[data-question="${question}"] input`);
      for (const option of options)
        await expect.poll(() => inputs.nth(option).isChecked(), SOON).toBe(true);
    },
    draft: async ({ tab, text, pending }) => {
      const page = await this.device.tab(tab ?? '');
      await expect.poll(() => page.locator('#essay').inputValue(), SOON).toBe(text);
      const [draft] = await values(page, 'draft.text', 'essay');
      expect(draft?.pending).toBe(pending);
    },
    gone: (step) => this.#gone(step),
  };

  async #decision({ tab, choice, granted = [] }: Step): Promise<void> {
    const page = await this.device.tab(tab ?? '');
    const seen = () =>
      page.evaluate(async () => {
        const carrel = await window.carrel?.engine();
        const decision = carrel?.decision();
        const keys = decision?.keys.filter((key) => carrel?.allowed(key)) ?? [];
        return { choice: decision?.choice, granted: keys.sort() };
      });
    await expect.poll(seen, SOON).toEqual({ choice, granted });
  }

  async #stores(step: Step): Promise<void> {
    const page = await this.device.tab(step.tab ?? '');
    const prefix = `carrel/${step.profile}/`;
    const cookies = (await (await this.device.context()).cookies()).map(({ name }) => name);
    const held = await stores(page, step.profile ?? '');
    expect(held.local).toEqual(step.local?.map((key) => prefix + key));
    expect(held.session).toEqual(step.session?.map((key) => `${prefix}visit/${key}`));
    expect(held.databases).toEqual([`carrel/${step.profile}`]);
    expect(held.journal).toEqual(step.journal);
    expect(held.inbox).toBe(0);
    expect(cookies).toEqual(step.browser?.cookies);
    expect(held.opfs).toEqual(step.browser?.opfs);
    for (const cache of held.caches)
      expect(step.browser?.caches.some((known) => cache.startsWith(known))).toBe(true);
  }

  /** Every request so far went to the site's own files, by what browser and server saw. */
  async #requests(): Promise<void> {
    expect(this.device.requests.length).toBeGreaterThan(5);
    for (const address of this.device.requests) {
      expect(new URL(address).origin).toBe(this.server.origin);
      expect(new URL(address).pathname).not.toMatch(
        /^\/(xapi|carrel\/(session|consent|records))(\/|$)/,
      );
    }
    for (const { method, route } of this.server.log)
      expect([method, route]).toEqual(['GET', 'site']);
  }

  async #server({ subject, statements = [], consent = null }: Step): Promise<void> {
    if (!subject) {
      expect(this.server.log.filter(({ route }) => route !== 'site')).toEqual([]);
      return;
    }
    await expect.poll(() => this.server.consent(subject), SOON).toBe(consent);
    const count = async () => (await this.server.statements(subject)).length;
    await expect.poll(count, SOON).toBe(statements.length);
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    const held = await this.server.statements(subject);
    for (const wanted of statements)
      expect(held.filter((statement) => matches(statement, wanted))).toHaveLength(1);
    expect(held).toHaveLength(statements.length);
  }

  async #place({ tab, page: lesson, at = 0 }: Step): Promise<void> {
    const page = await this.device.tab(tab ?? '');
    if (lesson === 'quiz') return this.#question(page, at);
    const second = () => page.locator('#video').evaluate((v: HTMLVideoElement) => v.currentTime);
    await expect.poll(second, SOON).toBeCloseTo(at / 1000, 0);
    const [place] = await values(page, 'progress.place', 'video');
    expect(place?.payload.shape === 'position' ? place.payload.at : 0).toBe(at);
  }

  async #question(page: Page, at: number): Promise<void> {
    const shown = () => page.locator('#quiz-place').textContent();
    await expect.poll(shown, SOON).toContain(String(at));
  }

  async #gone({ tab, items = [] }: Step): Promise<void> {
    const page = await this.device.tab(tab ?? '');
    const profile = await page.evaluate(() => localStorage.getItem('carrel/profile') ?? '');
    const held = await stores(page, profile);
    for (const item of items) {
      expect(await values(page, item)).toEqual([]);
      expect(held.journal).not.toContain(item);
      expect(held.snapshots).not.toContain(item);
      expect(held.local).not.toContain(`carrel/${profile}/pref/${item}`);
      expect(held.session.filter((key) => key.includes(`/visit/${item}/`))).toEqual([]);
    }
  }
}

function matches({ context, object, result }: Statement, wanted: Wanted): boolean {
  const { extensions = {}, score = {} } = result as Record<string, Record<string, unknown>>;
  const same = (a: unknown, b: unknown) => b === undefined || a === b;
  return (
    context.extensions['urn:carrel:item'] === wanted.item &&
    object.id.endsWith(wanted.entity) &&
    same(extensions['urn:carrel:at'], wanted.at) &&
    same(score['raw'], wanted.score) &&
    Object.entries(wanted.result ?? {}).every(([key, value]) => same(result[key], value))
  );
}
