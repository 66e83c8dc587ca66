import type { Model } from './model';
import type { LoaderPage } from './page';

interface Tarteaucitron {
  job?: string[];
  [other: string]: unknown;
}

/** Tells the page of each service that it pushes: `youtube_allowed` or `youtube_disallowed`. */
export function followTarteaucitron(page: LoaderPage, model: Model): void {
  const owner = window as unknown as { tarteaucitron?: Tarteaucitron };
  const pushed = new Map<string, boolean | undefined>();
  const tell = () => {
    if (!model.known) return;
    for (const [service, before] of pushed) {
      const now = page.allowed(model.own(service));
      if (now === before) continue;
      pushed.set(service, now);
      say(`${service}_${now ? 'allowed' : 'disallowed'}`);
      if (now) say(`${service}_loaded`);
    }
  };
  const push = (...services: string[]) => {
    for (const service of services) {
      if (pushed.has(service)) continue;
      pushed.set(service, undefined);
      say(`${service}_added`);
    }
    tell();
    return pushed.size;
  };
  const earlier = owner.tarteaucitron?.job ?? [];
  const openPanel = () => page.preferences();
  owner.tarteaucitron = {
    ...owner.tarteaucitron,
    job: Object.assign([], { push }),
    userInterface: { openPanel },
  };
  push(...earlier);
  window.addEventListener('carrel:decision', tell);
}

function say(name: string): void {
  document.dispatchEvent(new Event(name));
}
