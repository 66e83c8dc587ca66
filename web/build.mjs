// node web/build.mjs --pkg --site --local [--allow-missing]
// Builds dist/pkg (the npm package's files), dist/site (the demo site) and dist/local (the fully
// local build). A part whose inputs are unchanged is left as it is.
import { parseArgs } from 'node:util';
import { buildLocal } from './build/local.mjs';
import { buildPackage } from './build/package.mjs';
import { buildSite } from './build/site.mjs';

const flag = { type: 'boolean', default: false };
const { values } = parseArgs({
  options: { pkg: flag, site: flag, local: flag, 'allow-missing': flag },
});
const options = { allowMissing: values['allow-missing'] };
const all = !values.pkg && !values.site && !values.local;

await buildPackage(options);
const parts = [];
if (all || values.site) parts.push(buildSite(options));
if (all || values.local) parts.push(buildLocal(options));
await Promise.all(parts);
