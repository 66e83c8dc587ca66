import type { Peer } from './answer';

/** tarteaucitron: `!service=true`, `=false`, or `=wait` while it has not been answered; no date. */
export const tarteaucitron: Peer = {
  key: 'tarteaucitron',
  read(stored, key) {
    const services = [...(stored(key) ?? '').matchAll(/!([^!=]+)=(true|false|wait)/g)];
    if (services.length === 0 || services.some(([, , state]) => state === 'wait')) return null;
    const granted = services.filter(([, , state]) => state === 'true');
    return { granted: granted.map(([, name = '']) => name) };
  },
};
