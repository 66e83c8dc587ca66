import wasm from 'engine.wasm';
import { type Carrel, type OpenOptions, open as openHost } from '../../src/host';

export { CarrelError, forgetEverything } from '../../src/host';

/** The facade of the local build, which brings the engine's code along. */
export function open(options: OpenOptions): Promise<Carrel> {
  return openHost({ ...options, wasm: wasm.buffer });
}
