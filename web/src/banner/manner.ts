import { version } from '../../../package.json';
import type { Manner, Method } from '../shared/types';
import type { Category } from './policy';

/** How a choice comes about in dialogues that say what the browser's signal refuses. */
export function mannerOf(
  method: Method,
  language: string,
  categories: readonly Category[],
): Manner {
  const told = categories.some(({ signalled }) => signalled);
  return { method, language, interface: version, told };
}
