import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { build } from 'esbuild';
import { readContents } from './content.mjs';
import { at, platforms, policy, site, work } from './paths.mjs';

const PAGE_SCRIPTS = [
  'page',
  'root',
  'home',
  'course',
  'reading',
  'video',
  'quiz',
  'essay',
  'discussion',
  'platform',
  'insights',
  'privacy',
  'figures',
  'sign-in',
];
const MEDIA = ['lecture.webm', 'lecture.webp', 'captions.en.vtt', 'captions.de.vtt'];
/** A build without a server has no figures to show. */
const OF_SERVER = ['insights'];
/** Licences of what the scripts hold of others. */
const LIBRARIES = { chart: 'chart.js', color: '@kurkle/color' };
const FONTS = ['literata', 'instrument-sans'];

const common = {
  bundle: true,
  minify: true,
  target: ['es2022'],
  charset: 'utf8',
  logLevel: 'warning',
};

/** Pages, style sheet, fonts, page scripts and media: what site and local build have in common. */
export async function writeAssets(out, { local }) {
  await Promise.all([writePages(out, local), writeStyles(out), writeScripts(out, local)]);
  mkdirSync(`${out}/media`);
  for (const name of MEDIA) copyFileSync(`${site}/media/${name}`, `${out}/media/${name}`);
  cpSync(`${site}/static`, `${out}/assets`, { recursive: true });
  for (const name of FONTS) {
    copyFileSync(
      at(`node_modules/@fontsource-variable/${name}/LICENSE`),
      `${out}/assets/fonts/${name}.LICENSE.txt`,
    );
  }
  if (local) return;
  for (const [name, folder] of Object.entries(LIBRARIES)) {
    copyFileSync(at(`node_modules/${folder}/LICENSE.md`), `${out}/assets/${name}.LICENSE.txt`);
  }
}

async function writePages(out, local) {
  const templates = `${work}/templates-${local ? 'local' : 'site'}.mjs`;
  await build({
    bundle: true,
    platform: 'node',
    format: 'esm',
    entryPoints: [`${site}/templates/index.ts`],
    outfile: templates,
  });
  const { pages } = await import(`${templates}?${Date.now()}`);
  const target = { local, policy: readPolicy(policy), platforms: readPlatforms() };
  for (const { path, html } of pages(readContents(), target)) {
    mkdirSync(dirname(`${out}/${path}`), { recursive: true });
    writeFileSync(`${out}/${path}`, html);
  }
}

function readPlatforms() {
  return platforms.map(({ key, file }) => ({ key, ...readPolicy(file) }));
}

function readPolicy(file) {
  const text = readFileSync(file, 'utf8');
  return { text, hash: createHash('sha256').update(text).digest('hex') };
}

function writeStyles(out) {
  return build({
    ...common,
    target: ['chrome123', 'firefox128', 'safari17.5'],
    entryPoints: [`${site}/styles/site.css`],
    outdir: `${out}/assets`,
    loader: { '.woff2': 'file' },
    assetNames: 'fonts/[name]',
  });
}

async function writeScripts(out, local) {
  const names = PAGE_SCRIPTS.filter((name) => !local || !OF_SERVER.includes(name));
  await build({
    ...common,
    entryPoints: [`${site}/src/first-paint.ts`],
    format: 'iife',
    outdir: `${out}/assets`,
  });
  await build({
    ...common,
    entryPoints: names.map((name) => `${site}/src/${name}.ts`),
    format: 'esm',
    outdir: `${out}/assets`,
  });
}
