import type { Page } from 'playwright-core';
import { Device } from '../support/browser';
import type { Cramped, Tab } from './victim';

export async function chromium(): Promise<Cramped> {
  const device = await Device.create();
  let tabs = 0;
  return {
    name: 'Chromium',
    version: async () => (await device.context()).browser()?.version() ?? '',
    async tab(said) {
      const page = await device.tab(String(++tabs));
      page.on('console', (message) => said(message.text()));
      return tabOf(page);
    },
    kill: () => device.kill(),
    destroy: () => device.destroy(),
    async setRoom(origin, bytes) {
      const [page] = (await device.context()).pages();
      const session = await page?.context().newCDPSession(page);
      const quota = bytes === null ? {} : { quotaSize: bytes };
      await session?.send('Storage.overrideQuotaForOrigin', { origin, ...quota });
    },
  };
}

async function tabOf(page: Page): Promise<Tab> {
  const session = await page.context().newCDPSession(page);
  // Also where it shares the process of another tab, which crashes first.
  const crashed = new Promise((resolve) => page.once('crash', resolve));
  return {
    goto: (address) => page.goto(address),
    reload: () => page.reload(),
    close: () => page.close(),
    evaluate: (act, given) => page.evaluate(act as never, given),
    async crash() {
      session.send('Page.crash').catch(() => {});
      await crashed;
    },
  };
}
