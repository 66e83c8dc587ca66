/** What runs in the measured pages. */

declare global {
  interface Window {
    bannerAt?: number;
    shifted: number;
  }
}

/** Notes when the banner can be seen, and how far the page's content has moved. */
export function watch(selector: string): void {
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      window.shifted += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const host = document.querySelector(selector);
    const banner = host?.shadowRoot?.querySelector('[part=banner]') ?? host;
    const seen = banner?.checkVisibility({ visibilityProperty: true });
    if (seen && banner && banner.getBoundingClientRect().height > 0)
      window.bannerAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}

/** Leaves one thing of each of six kinds, as a service would. */
export async function leaveBehind(): Promise<void> {
  // biome-ignore lint/suspicious/noDocumentCookie: as trackers do it.
  document.cookie = '_stats=1;path=/bench/';
  localStorage.setItem('stats', '1');
  sessionStorage.setItem('stats', '1');
  await new Promise<void>((resolve) => {
    const opening = indexedDB.open('stats');
    opening.onsuccess = () => {
      opening.result.close();
      resolve();
    };
  });
  await caches.open('stats');
  const root = await navigator.storage.getDirectory();
  await root.getFileHandle('stats', { create: true });
}

/** How many of the six kinds are there. */
export async function residue(): Promise<number> {
  const databases = (await indexedDB.databases()).map(({ name }) => name);
  const root = await navigator.storage.getDirectory();
  const file = await root.getFileHandle('stats').catch(() => null);
  return [
    document.cookie.includes('_stats'),
    localStorage.getItem('stats') !== null,
    sessionStorage.getItem('stats') !== null,
    databases.includes('stats'),
    await caches.has('stats'),
    file !== null,
  ].filter(Boolean).length;
}
