import { parseArgs } from 'node:util';
import type { Options } from './report';

const flag = { type: 'boolean', default: false } as const;

/** [--json] [--check] */
export function optionsOf(): Options {
  const { json, check } = parseArgs({ options: { json: flag, check: flag } }).values;
  return { json, check };
}
