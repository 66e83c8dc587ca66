import type { CDPSession, Page } from 'playwright-core';

/** The processor time of a page's main thread. */
export class MainThread {
  private constructor(readonly session: CDPSession) {}

  static async of(page: Page): Promise<MainThread> {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new MainThread(session);
  }

  /** Milliseconds of all tasks so far. */
  async busy(): Promise<number> {
    const { metrics } = await this.session.send('Performance.getMetrics');
    const tasks = metrics.find(({ name }) => name === 'TaskDuration');
    return (tasks?.value ?? Number.NaN) * 1000;
  }
}
