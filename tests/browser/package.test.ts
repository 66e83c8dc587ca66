import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Script } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';

const COMPILER = resolve('node_modules/typescript/bin/tsc');
const SCHEMA = 'shared/policies/policy.schema.json';
const PLATFORMS = ['f', 'p', 'u'].map((key) => `shared/policies/platform-${key}.json`);
const PRESETS = readdirSync('shared/presets').map((file) => `shared/presets/${file}`);
const TYPES = /^dist\/pkg\/types\/.*\.d\.ts$/;

const project = mkdtempSync(join(tmpdir(), 'carrel-package-'));
let files: string[];

const npm = (...command: string[]) => execFileSync('npm', command, { encoding: 'utf8' });
const node = (...command: string[]) =>
  execFileSync('node', command, { cwd: project, encoding: 'utf8' });
const write = (name: string, content: object) =>
  writeFileSync(join(project, name), JSON.stringify(content));
const installed = (file: string) => readFileSync(join(project, 'node_modules/carrel', file));

beforeAll(() => {
  const [packed] = JSON.parse(npm('pack', '--json', '--pack-destination', project));
  files = packed.files.map(({ path }: { path: string }) => path);
  write('package.json', { name: 'consumer', private: true, type: 'module' });
  const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  npm('install', '--prefix', project, ...options, join(project, packed.filename));
});

afterAll(() => rmSync(project, { recursive: true }));

test('the package holds what a site needs, and nothing else', () => {
  expect(files.filter((file) => !TYPES.test(file)).sort()).toEqual([
    ...['CHANGELOG.md', 'LICENSE', 'README.md'],
    ...['dist/pkg/aggregate.js', 'dist/pkg/aggregate.mjs', 'dist/pkg/aggregate.wasm'],
    ...['dist/pkg/banner.css', 'dist/pkg/banner.js', 'dist/pkg/carrel.d.ts', 'dist/pkg/carrel.js'],
    ...['dist/pkg/cc-shim.js', 'dist/pkg/cc-shim.mjs', 'dist/pkg/clear.js'],
    ...['dist/pkg/compat.js', 'dist/pkg/consent-mode.js'],
    ...['dist/pkg/device.js', 'dist/pkg/draft-history.css', 'dist/pkg/draft-history.js'],
    ...['dist/pkg/engine.mjs', 'dist/pkg/engine.wasm', 'dist/pkg/leaving.js'],
    ...['dist/pkg/loader.js', 'dist/pkg/lock-down.js', 'dist/pkg/notices.js'],
    ...['dist/pkg/placeholder.js', 'dist/pkg/records.js', 'dist/pkg/register.js'],
    ...['dist/pkg/seal.js', 'dist/pkg/situation.js'],
    ...[
      'package.json',
      ...PLATFORMS,
      SCHEMA,
      ...PRESETS,
      'shared/records/consent-record.schema.json',
    ],
  ]);
  expect(files.some((file) => TYPES.test(file))).toBe(true);
});

test.each([
  ['nodenext', 'nodenext'],
  ['es2022', 'bundler'],
])('a strict program compiles against its types (%s, %s)', (module, moduleResolution) => {
  copyFileSync('tests/browser/support/consumer.ts', join(project, 'consumer.ts'));
  const lib = ['es2022', 'dom', 'dom.iterable'];
  const strict = { strict: true, skipLibCheck: false, exactOptionalPropertyTypes: true };
  const compilerOptions = { ...strict, module, moduleResolution, lib, types: [], noEmit: true };
  write('tsconfig.json', { compilerOptions, files: ['consumer.ts'] });
  expect(node(COMPILER, '-p', '.')).toBe('');
});

test('the main entry can be imported where there is no page', () => {
  const program = "console.log(Object.keys(await import('carrel')).join())";
  expect(node('--input-type=module', '-e', program).trim()).toBe(
    'CarrelError,forgetEverything,open',
  );
});

test('every file can be found by its name', () => {
  const { exports } = JSON.parse(installed('package.json').toString());
  const names = Object.keys(exports).map((name) => name.replace(/^\./, 'carrel'));
  const found = `${JSON.stringify(names)}.map((name) => import.meta.resolve(name)).join('\\n')`;
  const urls = node('--input-type=module', '-e', `console.log(${found})`).trim().split('\n');
  const paths = urls.map((url) => url.split('/node_modules/carrel/')[1]);
  expect(paths).toEqual(paths.filter((path) => files.includes(path ?? '')));
  expect(paths).toContain(SCHEMA);
});

test('the loader is a classic script, the engine whole, the schema that of the repository', () => {
  new Script(installed('dist/pkg/loader.js').toString());
  expect(WebAssembly.validate(installed('dist/pkg/engine.wasm'))).toBe(true);
  expect(installed(SCHEMA).equals(readFileSync(SCHEMA))).toBe(true);
});
