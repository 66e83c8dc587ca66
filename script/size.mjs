// script/size [--json] [--check]: bytes of each file that ships and of the bundles, beside their
// budgets. --check exits with 1 when a bundle exceeds its budget.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const KILO = 1024;
const BUNDLES = [
  { name: 'loader', files: ['loader.js'], budget: 5 * KILO },
  { name: 'banner', files: ['loader.js', 'banner.js', 'banner.css'], budget: 15 * KILO },
  { name: 'engine', files: ['engine.wasm', 'engine.mjs', 'carrel.js'], budget: 110 * KILO },
  {
    name: 'aggregate',
    files: ['aggregate.wasm', 'aggregate.mjs', 'aggregate.js'],
    budget: 30 * KILO,
  },
];

const folder = join(dirname(fileURLToPath(import.meta.url)), '../dist/pkg');

function measure(file) {
  const bytes = readFileSync(join(folder, file));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, quality).length,
  };
}

function total(files) {
  const sum = { raw: 0, gzip: 0, brotli: 0 };
  for (const size of files.map(measure)) {
    for (const unit of Object.keys(sum)) sum[unit] += size[unit];
  }
  return sum;
}

function row(name, { raw, gzip, brotli }, budget = '') {
  return [name.padEnd(16), ...[raw, gzip, brotli, budget].map((n) => `${n}`.padStart(9))].join(' ');
}

function table(bundles) {
  const shipped = readdirSync(folder).filter((file) => /\.(wasm|mjs|js|css)$/.test(file));
  return [
    row('bytes', { raw: 'raw', gzip: 'gzip', brotli: 'brotli' }, 'budget'),
    ...shipped.sort().map((file) => row(file, measure(file))),
    ...bundles.map(({ budget_gzip, ...size }) => row(`= ${size.name}`, size, budget_gzip)),
  ].join('\n');
}

const bundles = BUNDLES.map(({ name, files, budget }) => ({
  name,
  ...total(files),
  budget_gzip: budget,
}));
const json = process.argv.includes('--json');
console.log(json ? JSON.stringify({ bundles }, null, 2) : table(bundles));

const exceeded = bundles.filter(({ gzip, budget_gzip }) => gzip > budget_gzip);
if (process.argv.includes('--check')) process.exitCode = exceeded.length > 0 ? 1 : 0;
