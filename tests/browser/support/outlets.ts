import type { BrowserContext } from 'playwright-core';

const OUTLETS = [
  ...['fetch', 'XMLHttpRequest', 'WebSocket', 'WebTransport', 'EventSource'],
  ...['RTCPeerConnection', 'sendBeacon'],
];

/** From now on the console of every page reports what could send something, when it is used. */
export async function watchOutlets(context: BrowserContext): Promise<void> {
  await context.addInitScript((names) => {
    for (const name of names) {
      const owner: object = name in navigator ? Navigator.prototype : globalThis;
      // Some are there in secure contexts alone.
      if (!(name in owner)) continue;
      const report = () => console.error(`outlet: ${name}`);
      const value = new Proxy(Reflect.get(owner, name), {
        apply: (target, self, given) => {
          report();
          return Reflect.apply(target, self, given);
        },
        construct: (target, given) => {
          report();
          return Reflect.construct(target, given);
        },
      });
      Object.defineProperty(owner, name, { value });
    }
  }, OUTLETS);
}
