import type { Carrel, OpenOptions } from '../shared/types';
import create from './engine.mjs';
import { openOn } from './open';

export type * from '../shared/aggregate';
export type * from '../shared/types';
export { CarrelError } from './errors';
export { forgetEverything } from './forget-everything';

/** Opens the engine of one profile; `wasm` holds its code where the page may fetch nothing. */
export async function open(options: OpenOptions): Promise<Carrel> {
  const instance = () => create(options.wasm ? { wasmBinary: options.wasm } : {});
  return openOn(await instance(), options, instance);
}
