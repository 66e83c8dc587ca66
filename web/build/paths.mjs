import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
export const at = (path) => `${root}/${path}`;

export const source = at('web/src');
export const site = at('web/site');
export const policy = at('shared/policies/demo.json');
/** The policies of whole platforms, which the demo site lets one try as well. */
export const platforms = ['p', 'f', 'u'].map((key) => ({
  key,
  file: at(`shared/policies/platform-${key}.json`),
}));
export const engine = at('build/wasm/wasm');
export const dist = { pkg: at('dist/pkg'), site: at('dist/site'), local: at('dist/local') };
/** What is made on the way, and the stamps of what was made. */
export const work = at('build/web');
