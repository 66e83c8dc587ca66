import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { writeAssets } from './assets.mjs';
import { unlessUnchanged } from './incremental.mjs';
import { bundling } from './package.mjs';
import { dist, engine, policy, site, source } from './paths.mjs';

const COPIED = [
  ...['loader.js', 'banner.js', 'banner.css', 'engine.mjs'],
  ...['clear.js', 'placeholder.js'],
  ...['seal.js', 'device.js', 'records.js', 'draft-history.js', 'draft-history.css'],
  ...['situation.js', 'notices.js', 'aggregate.js'],
];

/**
 * dist/local: the same pages with wasm and policy embedded in scripts, so that nothing is fetched
 * and any server of static files will do.
 */
export async function buildLocal({ allowMissing }) {
  if (readFileSync(policy, 'utf8').includes('</')) throw new Error(`${policy}: cannot be embedded`);
  await unlessUnchanged(dist.local, [site, source, dist.pkg, policy], async (out) => {
    await writeAssets(out, { local: true });
    mkdirSync(`${out}/carrel`);
    for (const name of COPIED) {
      if (existsSync(`${dist.pkg}/${name}`))
        copyFileSync(`${dist.pkg}/${name}`, `${out}/carrel/${name}`);
      else if (!allowMissing) throw new Error(`dist/pkg/${name} is missing`);
    }
    if (allowMissing && !existsSync(`${engine}/engine.wasm`)) return;
    await build({
      ...bundling,
      entryPoints: [`${site}/local/carrel.ts`],
      format: 'esm',
      alias: { 'engine.wasm': `${engine}/engine.wasm` },
      loader: { '.wasm': 'binary' },
      outfile: `${out}/carrel/carrel.js`,
    });
  });
}
