import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Carrel, Payload } from '../../../web/src/shared/types';
import type { Device } from './browser';
import { signIn } from './people';
import type { Step } from './scenario';
import type { Server } from './server';

const COURSE = '/en/courses/privacy/';
const ENTITY = 'course/privacy/';
const DEADLINE = { timeout: 15_000 };

/** What the page's engine has for an item at a lesson. */
export function values(page: Page, item: string, lesson = '') {
  return page.evaluate(
    async ([key, entity]) => {
      const carrel: Carrel | undefined = await window.carrel?.engine();
      return carrel?.values(key, entity || undefined) ?? [];
    },
    [item, lesson && ENTITY + lesson] as const,
  );
}

/** Carries out a scenario's acts as a person does, on the real pages. */
export class Acts {
  #essay = '';

  constructor(
    readonly device: Device,
    readonly server: Pick<Server, 'origin'>,
  ) {}

  async run(step: Step): Promise<void> {
    const act = this.#acts[step.act ?? ''];
    if (!act) throw new Error(`no such act: ${step.act}`);
    await act(step);
  }

  readonly #acts: Record<string, (step: Step) => Promise<void>> = {
    visit: async ({ tab, page }) => this.#visit(await this.#tab(tab), page ?? ''),
    choose: (step) => this.#choose(step),
    sign_in: async ({ tab, name }) => this.#signIn(await this.#tab(tab), name ?? ''),
    sign_in_if_asked: async ({ tab, name }) =>
      this.#signInIfAsked(await this.#tab(tab), name ?? ''),
    kill: () => this.device.kill(),
    network: ({ online }) => this.device.setOnline(online === true),
    keep_offline: async ({ tab }) => this.#keepOffline(await this.#tab(tab)),
    prefer: (step) => this.#prefer(step),
    watch: (step) => this.#watch(step),
    answer: (step) => this.#answer(step),
    write: (step) => this.#write(step),
    complete: (step) => this.#complete(step),
    hand_in_quiz: (step) => this.#handInQuiz(step),
    hand_in_essay: (step) => this.#handInEssay(step),
  };

  #tab(name = ''): Promise<Page> {
    return this.device.tab(name);
  }

  async #visit(page: Page, name: string): Promise<void> {
    const path = name === 'course' ? COURSE : `${COURSE}${name}.html`;
    await page.goto(this.server.origin + path);
    await page.evaluate(async () => {
      await window.carrel?.engine();
    });
  }

  async #choose({ tab, choice, purposes = [] }: Step): Promise<void> {
    const page = await this.#tab(tab);
    const banner = page.locator('carrel-banner [data-act=refuse]');
    if (choice === 'refused' && (await banner.isVisible())) {
      await banner.click();
      return page.locator('carrel-banner [data-saved]').waitFor(DEADLINE);
    }
    await page.locator('footer [data-carrel=preferences]').click();
    const dialog = page.locator('carrel-choices');
    if (choice === 'refused') {
      await dialog.locator('[data-act=refuse]').click();
    } else {
      expect(purposes.length).toBeGreaterThan(0);
      await dialog.locator('input[data-category=functional]').check();
      await dialog.locator('[data-act=save]').click();
    }
    // The dialogue closes itself once the choice is durable; whichever is seen first will do.
    await page.waitForFunction(
      async (wanted) => (await window.carrel?.engine())?.decision().choice === wanted,
      choice,
      DEADLINE,
    );
    await dialog.locator('[data-saved]').waitFor({ ...DEADLINE, state: 'attached' });
  }

  async #signIn(page: Page, name: string): Promise<void> {
    await page.goto(`${this.server.origin}/en/sign-in.html`);
    await signIn(page, name);
    // A guest who has work is asked about it first.
    if (page.url().includes('sign-in.html')) await page.locator('#go-on').click();
    await page.waitForURL((url) => !url.pathname.endsWith('sign-in.html'), DEADLINE);
  }

  /** The browser may have lost the last seconds of cookies and localStorage: then it asks. */
  async #signInIfAsked(page: Page, name: string): Promise<void> {
    const before = page.url();
    const asked = await page.evaluate(async () => {
      if (!localStorage.getItem('carrel/profile')) return true;
      const answer = await fetch('/carrel/session');
      return !(await answer.json()).signed_in;
    });
    if (!asked) return;
    await this.#signIn(page, name);
    await page.goto(before);
    await page.evaluate(async () => {
      await window.carrel?.engine();
    });
  }

  async #keepOffline(page: Page): Promise<void> {
    await this.#visit(page, 'course');
    await page.locator('#keep-offline').click();
    await page.locator('#keep-offline[aria-pressed=true]').waitFor(DEADLINE);
  }

  async #prefer({ tab, item = '', value = '' }: Step): Promise<void> {
    const page = await this.#tab(tab);
    const saved = await page.evaluate(
      async ([key, option]) => {
        const payload: Payload = { shape: 'choice', value: option };
        return (await window.carrel?.engine())?.record(key, 'profile', payload);
      },
      [item, value] as const,
    );
    expect(saved).toBe('durable');
  }

  async #watch({ tab, at = 0 }: Step): Promise<void> {
    const page = await this.#tab(tab);
    await page.locator('#video').evaluate(async (video: HTMLVideoElement, second) => {
      const sought = new Promise((resolve) => video.addEventListener('seeked', resolve));
      video.currentTime = second;
      await sought;
    }, at / 1000);
    await this.#saved(page, 'progress.place', 'video', { at });
  }

  async #answer({ tab, question = 0, options = [] }: Step): Promise<void> {
    const page = await this.#tab(tab);
    const inputs = page.locator(`[data-question="${question}"] input`);
    for (const option of options) await inputs.nth(option).check();
    await this.#saved(page, 'progress.place', 'quiz', { at: question });
    await this.#saved(page, 'quiz.answer', 'quiz', { question });
  }

  async #write({ tab, text = '' }: Step): Promise<void> {
    this.#essay = text;
    const page = await this.#tab(tab);
    await page.locator('#essay').fill(text);
    await this.#saved(page, 'draft.text', 'essay', { text });
  }

  async #complete({ tab, page: lesson = '' }: Step): Promise<void> {
    const page = await this.#tab(tab);
    await page.locator('#mark-done').click();
    await this.#saved(page, 'progress.completed', lesson, { value: true });
  }

  async #handInQuiz({ tab, score = 0 }: Step): Promise<void> {
    const page = await this.#tab(tab);
    await page.locator('#quiz-submit').click();
    await this.#saved(page, 'quiz.attempt', 'quiz', { score });
  }

  async #handInEssay({ tab }: Step): Promise<void> {
    const page = await this.#tab(tab);
    await page.locator('#essay-submit').click();
    await this.#saved(page, 'essay.submission', 'essay', { text: this.#essay });
    await this.#saved(page, 'draft.text', 'essay', { state: 'sent' });
  }

  /** Until the engine says that a value with these members is saved, not a moment longer. */
  async #saved(page: Page, item: string, lesson: string, members: object): Promise<void> {
    const found = async () => {
      const all = await values(page, item, lesson);
      return all.some(({ payload, saved }) => {
        const own = Object.entries(payload);
        const has = ([k, v]: [string, unknown]) => own.some(([key, x]) => key === k && x === v);
        return saved && Object.entries(members).every(has);
      });
    };
    await expect.poll(found, { ...DEADLINE, interval: 20, message: `${item} saved` }).toBe(true);
  }
}
