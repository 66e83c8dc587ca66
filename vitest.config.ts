import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const ledger = fileURLToPath(new URL('web/test/support/aggregate-module.ts', import.meta.url));

export default defineConfig({
  resolve: { alias: { './aggregate.mjs': ledger } },
  test: { include: ['web/test/**/*.test.ts'] },
});
