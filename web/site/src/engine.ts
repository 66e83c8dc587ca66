import { once } from '../../src/shared/once';
import type { Carrel } from '../../src/shared/types';

/** The engine of this page, opened when it is first needed. */
export const engine = once(async (): Promise<Carrel> => {
  if (!window.carrel) throw new Error('the loader is missing');
  return window.carrel.engine();
});

/** Calls now and whenever one of the items has changed, in this tab or another. */
export function follow(carrel: Carrel, items: string[], show: () => void): void {
  show();
  carrel.addEventListener('change', (event) => {
    const { detail } = event as CustomEvent<{ items: string[] }>;
    if (detail.items.some((item) => items.includes(item))) show();
  });
}

/** Acts once the engine is there; without one the page stays readable. */
export function withEngine(act: (carrel: Carrel) => void | Promise<void>): void {
  engine().then(act).catch(reportError);
}
