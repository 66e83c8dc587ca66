import { readFileSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { filesUnder } from './incremental.mjs';

const TEXT = /\.(html|css|js|mjs|json|svg|vtt|wasm)$/;
const SMALLEST = 512;

/** Writes .br and .gz neighbours of every file that compression makes smaller. */
export async function compress(directory) {
  const files = filesUnder([directory]).filter((file) => TEXT.test(file));
  await Promise.all(files.map(compressFile));
}

async function compressFile(file) {
  const bytes = readFileSync(file);
  if (bytes.length < SMALLEST) return;
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const br = await promisify(brotliCompress)(bytes, quality);
  const gz = await promisify(gzip)(bytes, { level: 9 });
  if (br.length < bytes.length) writeFileSync(`${file}.br`, br);
  if (gz.length < bytes.length) writeFileSync(`${file}.gz`, gz);
}
