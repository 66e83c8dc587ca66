import { objectIn, type Peer } from './answer';

/** klaro: each service with true or false, and no date. */
export const klaro: Peer = {
  key: 'klaro',
  read(stored, key) {
    const services = Object.entries(objectIn(stored(key)) ?? {});
    if (services.length === 0) return null;
    if (services.some(([, on]) => typeof on !== 'boolean')) return null;
    return { granted: services.filter(([, on]) => on).map(([name]) => name) };
  },
};
