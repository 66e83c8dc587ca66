import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';

type Texts = Record<string, string>;

interface Entry {
  key: string;
  facts: string[];
  title: Texts;
  covers?: Texts;
  refused?: Texts;
  why?: Texts;
}

interface Policy {
  languages: string[];
  categories: Entry[];
  purposes: Entry[];
  items: Entry[];
  aggregate?: { metrics: Entry[] };
}

interface Invalid {
  faults: string[];
  schema: boolean;
}

const root = new URL('../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const load = <T>(path: string): T => JSON.parse(read(path)) as T;
const json = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
const entries = ({ categories, purposes, items, aggregate }: Policy): Entry[] => [
  ...categories,
  ...purposes,
  ...items,
  ...(aggregate?.metrics ?? []),
];

const policies = 'shared/policies/';
const corpus = 'tests/golden/policy/';
const shipped = [
  ...['demo', 'platform-p', 'platform-f', 'platform-u'].map((name) => `${policies}${name}.json`),
  'examples/embed-policy.json',
];
const valid = readdirSync(new URL(`${corpus}valid`, root)).map((file) => `${corpus}valid/${file}`);
const invalid = load<Record<string, Invalid>>(`${corpus}invalid.json`);
const facts = load<Record<string, Record<string, string>>>(`${policies}facts.json`);

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
  load<object>(`${policies}policy.schema.json`),
);

describe('the policy schema', () => {
  test.each([...shipped, ...valid])('accepts %s', (path) => {
    validate(load(path));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('accepts the worked example of the format', () => {
    const [, example = ''] = /```json\n(.*?)```/s.exec(read('docs/formats/policy.md')) ?? [];
    validate(JSON.parse(example));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('the index names every invalid policy', () => {
    expect(Object.keys(invalid).sort()).toEqual(
      readdirSync(new URL(`${corpus}invalid`, root)).sort(),
    );
  });

  test.each(Object.entries(invalid))('knows what it can see of %s', (file, { schema }) => {
    const document = json(read(`${corpus}invalid/${file}`));
    expect(document !== undefined && !validate(document)).toBe(schema);
  });
});

describe.each(shipped)('%s', (path) => {
  const policy = load<Policy>(path);

  test.each(entries(policy))('$key has its texts in every language', (entry) => {
    for (const texts of [entry.title, entry.covers, entry.refused, entry.why]) {
      if (texts) expect(Object.keys(texts)).toEqual(policy.languages);
    }
  });

  test('names facts that exist', () => {
    const known = Object.values(facts).flatMap(Object.keys);
    for (const id of entries(policy).flatMap((entry) => entry.facts)) expect(known).toContain(id);
  });
});
