/** Emscripten's output, which lies beside carrel.js in the package. */
import type { Module } from './module';

declare function create(options: { wasmBinary?: ArrayBuffer }): Promise<Module>;

// biome-ignore lint/style/noDefaultExport: the form that Emscripten emits
export { create as default };
