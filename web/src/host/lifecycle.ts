export interface PageEvents {
  /** The page may be discarded after this without another word. */
  hidden(): void;
  left(): void;
  /** Thawed, or back from the back/forward cache, in which nothing was heard. */
  restored(): void;
  online(online: boolean): void;
}

/** Follows the page's life until the signal aborts. */
export function follow(events: PageEvents, signal: AbortSignal): void {
  const options = { signal };
  const hidden = () => document.visibilityState === 'hidden' && events.hidden();
  document.addEventListener('visibilitychange', hidden, options);
  addEventListener('online', () => events.online(true), options);
  addEventListener('offline', () => events.online(false), options);
  addEventListener(
    'pagehide',
    () => {
      events.hidden();
      events.left();
    },
    options,
  );
  document.addEventListener('resume', () => events.restored(), options);
  addEventListener('pageshow', ({ persisted }) => persisted && events.restored(), options);
}
