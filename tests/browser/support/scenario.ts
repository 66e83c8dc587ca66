import { readFileSync } from 'node:fs';

export interface Wanted {
  item: string;
  entity: string;
  at?: number;
  score?: number;
  result?: Record<string, unknown>;
}

export interface Step {
  act?: string;
  expect?: string;
  tab?: string;
  page?: string;
  choice?: string;
  purposes?: string[];
  granted?: string[];
  question?: number;
  options?: number[];
  item?: string;
  value?: string;
  items?: string[];
  at?: number;
  text?: string;
  pending?: boolean;
  name?: string;
  online?: boolean;
  score?: number;
  profile?: string;
  local?: string[];
  session?: string[];
  journal?: string[];
  browser?: { cookies: string[]; caches: string[]; opfs: string[] };
  subject?: string;
  statements?: Wanted[];
  consent?: string | null;
}

/** The scenario that tests/scenario plays natively and in wasm. */
export function scenario(name: string): Step[] {
  const file = JSON.parse(readFileSync(`tests/scenario/${name}.json`, 'utf8')) as { steps: Step[] };
  return file.steps;
}
