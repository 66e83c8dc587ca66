import { version } from '../../../package.json';
import type { Manner, Method } from '../shared/types';

/** How a choice comes about. `told`: the person was, before, that the browser's signal refuses some. */
export function mannerOf(method: Method, language: string, told = false): Manner {
  return { method, language, interface: version, told };
}
