import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, relative } from 'node:path';
import { root, work } from './paths.mjs';

/** Every file under the given paths, sorted; a path that does not exist has none. */
export function filesUnder(paths) {
  return paths.flatMap((path) => {
    if (!existsSync(path)) return [];
    if (!statSync(path).isDirectory()) return [path];
    return filesUnder(
      readdirSync(path)
        .sort()
        .map((name) => `${path}/${name}`),
    );
  });
}

/** Of the files' contents and of their names below `base`. */
export function hashOf(files, base = root) {
  const hash = createHash('sha256');
  for (const file of files)
    hash
      .update(`${relative(base, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  return hash.digest('hex');
}

/**
 * Lets `make` fill a fresh directory and puts it in the place of `target`, unless the files under
 * `inputs` are what they were when `target` was last made.
 */
export async function unlessUnchanged(target, inputs, make) {
  const stamp = `${work}/${basename(target)}.stamp`;
  const now = hashOf(filesUnder([...inputs, `${root}/web/build`, `${root}/package-lock.json`]));
  const made = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
  if (made === now && existsSync(target)) return;
  const started = Date.now();
  const fresh = `${target}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    await make(fresh);
    replace(target, fresh);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  mkdirSync(work, { recursive: true });
  writeFileSync(stamp, now);
  console.log(`dist/${basename(target)}: built in ${((Date.now() - started) / 1000).toFixed(1)} s`);
}

/** Another build may put its own in the same place at the same time: the later one stays. */
function replace(target, fresh) {
  for (;;) {
    rmSync(target, { recursive: true, force: true });
    try {
      return renameSync(fresh, target);
    } catch (error) {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    }
  }
}
