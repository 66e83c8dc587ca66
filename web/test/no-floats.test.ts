import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });

const dir = mkdtempSync(join(tmpdir(), 'carrel-no-floats-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** A module of one function without arguments and results. */
function moduleOf(instructions: number[]): Uint8Array {
  const body = [0, ...instructions, 0x0b];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 4, 1, 0x60, 0, 0],
    ...[3, 2, 1, 0],
    ...[10, body.length + 2, 1, body.length, ...body],
  ]);
}

async function isRefused(name: string, bytes: Uint8Array): Promise<string | undefined> {
  const path = join(dir, name);
  writeFileSync(path, bytes);
  return promisify(execFile)('script/check-no-floats', [path]).then(
    () => undefined,
    (error: { stdout: string }) => error.stdout,
  );
}

const DROP = 0x1a;
const zeros = (n: number): number[] => Array<number>(n).fill(0);

test('integers are let through', async () => {
  expect(await isRefused('i32.wasm', moduleOf([0x41, 0, DROP]))).toBeUndefined();
  expect(await isRefused('i64.wasm', moduleOf([0x42, 0, DROP]))).toBeUndefined();
});

test('floating point is found, once or often', async () => {
  const half = [0x43, ...zeros(4), DROP];
  expect(await isRefused('f32.wasm', moduleOf(half))).toContain('f32.const');
  const whole = [0x44, ...zeros(8), DROP];
  expect(await isRefused('f64.wasm', moduleOf(whole))).toContain('f64.const');
  const many = Array<number[]>(10).fill(whole).flat();
  expect(await isRefused('many.wasm', moduleOf(many))).toContain('f64.const');
});

test('what is no module, or empty, does not pass', async () => {
  expect(await isRefused('none.wasm', Uint8Array.of(1, 2, 3))).toBeDefined();
  expect(await isRefused('empty.wasm', moduleOf([]).subarray(0, 8))).toBeDefined();
});
