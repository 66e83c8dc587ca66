import { button, element } from './dom';
import { texts } from './texts';

/** Registers the service worker once the page has nothing better to do. */
export function startServiceWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  const start = () => register().catch(reportError);
  if (document.readyState === 'complete') whenIdle(start);
  else addEventListener('load', () => whenIdle(start), { once: true });
}

function whenIdle(call: () => void): void {
  if ('requestIdleCallback' in window) requestIdleCallback(call);
  else setTimeout(call, 500);
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js');
  const offer = () => {
    const { waiting } = registration;
    if (waiting && navigator.serviceWorker.controller) offerNewVersion(waiting);
  };
  offer();
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
}

/** Nothing is changed under a page in use: the person says when. */
function offerNewVersion(waiting: ServiceWorker): void {
  if (document.querySelector('.notice')) return;
  const reload = button(texts.offline.reload, () => {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    waiting.postMessage({ type: 'activate' });
  });
  document.body.append(
    element('div', { class: 'notice', role: 'status' }, texts.offline.newVersion, reload),
  );
}
