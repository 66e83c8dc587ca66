/** The ledger's module as node runs it; vitest puts it in the place of the one beside aggregate.js. */
import { readFileSync } from 'node:fs';
import type { LedgerModule } from '../../src/aggregate/ledger-module';
import { built } from '../host-real';

async function create(): Promise<LedgerModule> {
  const { default: make } = await import(/* @vite-ignore */ `${built}/aggregate.mjs`);
  return make({ wasmBinary: readFileSync(`${built}/aggregate.wasm`) });
}

// biome-ignore lint/style/noDefaultExport: the form that Emscripten emits
export { create as default };
