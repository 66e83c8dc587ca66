import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { StaticServer } from '../browser/support/static';

/** Isolated: its clock has a resolution of 5 µs instead of 100 µs. */
const HEADERS = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

const page = (body: string) => `<!doctype html><html lang="en"><meta charset="utf-8">${body}`;
const frame = (name: string) => `<iframe src="/frame.html" name="${name}" title=""></iframe>`;

/** The built package, a page for one document, and a page with a frame of each of these names. */
export async function serve(frames: readonly string[]): Promise<StaticServer> {
  const bundle = await build({
    entryPoints: ['tests/bench/page/index.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    write: false,
  });
  const server = await StaticServer.start('dist', HEADERS);
  server.added.set('/bench.js', bundle.outputFiles[0]?.text ?? '');
  server.added.set('/policy.json', await readFile('shared/policies/demo.json', 'utf8'));
  server.added.set('/frame.html', page('<script type="module" src="/bench.js"></script>'));
  server.added.set('/frames.html', page(frames.map(frame).join('')));
  return server;
}
