import type { LeavingPlace } from '../shared/types';

/** What one service leaves under the site's own address. */
export interface Service {
  key: string;
  leaves?: Partial<Record<LeavingPlace | 'server_cookies', string[]>>;
}

export function servicesOf(policy: string): Service[] {
  const { services = [] } = JSON.parse(policy) as { services?: Service[] };
  return services;
}

/** One of the names is this; a star at its end stands for any rest. */
export function isNamed(names: readonly string[], candidate: string): boolean {
  return names.some((name) =>
    name.endsWith('*') ? candidate.startsWith(name.slice(0, -1)) : candidate === name,
  );
}
