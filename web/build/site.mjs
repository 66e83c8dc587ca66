import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { build } from 'esbuild';
import { writeAssets } from './assets.mjs';
import { compress } from './compress.mjs';
import { filesUnder, hashOf, unlessUnchanged } from './incremental.mjs';
import { dist, platforms, policy, site, source } from './paths.mjs';

const LESSONS = /^(en|de)\/courses\/privacy\/|^media\//;
/**
 * Neither precached nor part of a course: the server's own error page, licences, the platforms, and
 * what only who sends reports loads, or reads the insights.
 */
const NOT_KEPT =
  /^404\.html$|\.txt$|^((en|de)\/)?platforms\/|^carrel\/aggregate\.(mjs|wasm)$|^(assets|en|de)\/insights\./;
const TYPES = /\.d\.ts$|\/types$/;

/** dist/site: the demo site, with the package's files under carrel/ and a service worker. */
export async function buildSite() {
  const policies = [policy, ...platforms.map(({ file }) => file)];
  await unlessUnchanged(dist.site, [site, source, dist.pkg, ...policies], async (out) => {
    await writeAssets(out, { local: false });
    copyFileSync(policy, `${out}/policy.json`);
    mkdirSync(`${out}/platforms`);
    for (const { key, file } of platforms) copyFileSync(file, `${out}/platforms/${key}.json`);
    if (existsSync(dist.pkg)) {
      const filter = (file) => !TYPES.test(file);
      cpSync(dist.pkg, `${out}/carrel`, { recursive: true, filter });
    }
    await writeServiceWorker(out);
    await compress(out);
  });
}

/** /sw.js knows the files of the shell and of each course, and the hash of them all. */
async function writeServiceWorker(out) {
  const files = filesUnder([out]);
  const kept = files
    .map((file) => file.slice(out.length + 1))
    .filter((file) => !NOT_KEPT.test(file));
  const urls = (list) => list.map((file) => `/${file.replace(/(^|\/)index\.html$/, '$1')}`);
  await build({
    bundle: true,
    minify: true,
    target: ['es2022'],
    entryPoints: [`${site}/worker/service-worker.ts`],
    format: 'iife',
    outfile: `${out}/sw.js`,
    define: {
      BUILD: JSON.stringify(hashOf(files, out).slice(0, 12)),
      SHELL: JSON.stringify(urls(kept.filter((file) => !LESSONS.test(file)))),
      COURSES: JSON.stringify({ privacy: urls(kept.filter((file) => LESSONS.test(file))) }),
    },
  });
}
