import { CarrelError } from './errors';

export function keysOf(storage: Storage, prefix: string): string[] {
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '');
  return keys.filter((key) => key.startsWith(prefix));
}

/** Reading the property itself throws where storage is denied. */
export function access(name: 'localStorage' | 'sessionStorage'): Storage {
  try {
    const storage = globalThis[name];
    if (storage) return storage;
  } catch {}
  throw new CarrelError('unavailable');
}
