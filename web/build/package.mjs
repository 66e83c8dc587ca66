import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { build } from 'esbuild';
import { filesUnder, unlessUnchanged } from './incremental.mjs';
import { at, dist, engine, source, work } from './paths.mjs';

const SCRIPTS = [
  { entry: `${source}/loader/index.ts`, name: 'loader.js', format: 'iife' },
  { entry: `${source}/lock-down/index.ts`, name: 'lock-down.js', format: 'iife' },
  { entry: `${source}/consent-mode/index.ts`, name: 'consent-mode.js', format: 'iife' },
  { entry: `${source}/placeholder/index.ts`, name: 'placeholder.js', format: 'esm' },
  { entry: `${source}/banner/index.ts`, name: 'banner.js', format: 'esm' },
  { entry: `${source}/compat/index.ts`, name: 'compat.js', format: 'esm' },
  { entry: `${source}/compat/cookieconsent/classic.ts`, name: 'cc-shim.js', format: 'iife' },
  { entry: `${source}/compat/cookieconsent/index.ts`, name: 'cc-shim.mjs', format: 'esm' },
  { entry: `${source}/register/index.ts`, name: 'register.js', format: 'esm' },
  { entry: `${source}/leaving/index.ts`, name: 'leaving.js', format: 'iife' },
  { entry: `${source}/clear/index.ts`, name: 'clear.js', format: 'esm' },
  { entry: `${source}/host/index.ts`, name: 'carrel.js', format: 'esm' },
  { entry: `${source}/host/seal.ts`, name: 'seal.js', format: 'esm' },
  { entry: `${source}/host/device.ts`, name: 'device.js', format: 'esm' },
  { entry: `${source}/host/records.ts`, name: 'records.js', format: 'esm' },
  { entry: `${source}/host/situation.ts`, name: 'situation.js', format: 'esm' },
  { entry: `${source}/host/aggregate.ts`, name: 'aggregate.js', format: 'esm' },
  { entry: `${source}/banner/notices.ts`, name: 'notices.js', format: 'esm' },
  { entry: `${source}/host/draft-history.ts`, name: 'draft-history.js', format: 'esm' },
];
const STYLES = [`${source}/banner/banner.css`, `${source}/host/drafts/history/draft-history.css`];
const MODULES = ['engine.mjs', 'engine.wasm', 'aggregate.mjs', 'aggregate.wasm'];

/** Options that all of the product's scripts are bundled with. */
export const bundling = {
  bundle: true,
  minify: true,
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  external: [
    ...['*/engine.mjs', '*/seal.js', '*/device.js', '*/records.js', '*/draft-history.js'],
    ...['*/situation.js', '*/notices.js', '*/aggregate.js', '*/aggregate.mjs'],
  ],
};

/** dist/pkg: loader, banner, host and facade, Emscripten's output, and their types. */
export async function buildPackage({ allowMissing }) {
  await unlessUnchanged(
    dist.pkg,
    [source, ...MODULES.map((name) => `${engine}/${name}`)],
    async (out) => {
      const present = (file) => {
        if (existsSync(file)) return true;
        if (!allowMissing) throw new Error(`${file} is missing; --allow-missing builds without it`);
        console.warn(`missing: ${file}`);
        return false;
      };
      for (const { entry, name, format } of SCRIPTS) {
        if (present(entry))
          await build({ ...bundling, entryPoints: [entry], format, outfile: `${out}/${name}` });
      }
      for (const style of STYLES) {
        if (present(style))
          await build({ ...bundling, entryPoints: [style], outfile: `${out}/${basename(style)}` });
      }
      for (const name of MODULES) {
        if (present(`${engine}/${name}`)) copyFileSync(`${engine}/${name}`, `${out}/${name}`);
      }
      if (!allowMissing) emitTypes(out);
    },
  );
}

/** Declarations under types/, which carrel.d.ts leads to. */
function emitTypes(out) {
  mkdirSync(work, { recursive: true });
  const config = `${work}/tsconfig.types.json`;
  writeFileSync(
    config,
    JSON.stringify({
      extends: at('tsconfig.json'),
      compilerOptions: {
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        rootDir: source,
        outDir: `${out}/types`,
      },
      files: [`${source}/host/index.ts`],
      include: [],
    }),
  );
  execFileSync('node', [at('node_modules/typescript/bin/tsc'), '-p', config], { stdio: 'inherit' });
  for (const file of filesUnder([`${out}/types`])) withExtensions(file);
  writeFileSync(`${out}/carrel.d.ts`, "export * from './types/host/index.js';\n");
}

/** Names the file of each relative import, as Node's resolution asks for. */
function withExtensions(file) {
  const named = readFileSync(file, 'utf8').replace(/ from '(\.[^']*)'/g, (_, path) => {
    const isFile = existsSync(`${dirname(file)}/${path}.d.ts`);
    return ` from '${path}${isFile ? '' : '/index'}.js'`;
  });
  writeFileSync(file, named);
}
