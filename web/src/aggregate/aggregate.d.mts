/** Emscripten's output, which lies beside aggregate.js in the package. */
import type { LedgerModule } from './ledger-module';

declare function create(): Promise<LedgerModule>;

// biome-ignore lint/style/noDefaultExport: the form that Emscripten emits
export { create as default };
