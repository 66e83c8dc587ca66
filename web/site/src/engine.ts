import { once } from '../../src/shared/once';
import type { Carrel } from '../../src/shared/types';
import { byId, element, optional } from './dom';
import { texts } from './texts';

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

/** Acts once the engine is there; without one the page stays readable, and says what is wrong. */
export function withEngine(act: (carrel: Carrel) => void | Promise<void>): void {
  engine().then(act, sayWhy).catch(reportError);
}

function sayWhy(error: unknown): never {
  if (!optional('engine-failed', HTMLElement)) {
    const isNewer = error instanceof Error && 'code' in error && error.code === 'newer_format';
    const { newer, failed } = texts.engine;
    const note = { id: 'engine-failed', class: 'note', role: 'alert' };
    byId('content', HTMLElement).prepend(element('p', note, isNewer ? newer : failed));
  }
  throw error;
}
