import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, test } from 'vitest';

const TEN = [
  ...['ga4', 'google_fonts', 'h5p', 'kaltura', 'matomo'],
  ...['plausible', 'recaptcha', 'vimeo', 'youtube', 'zoom'],
];
const load = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const validate = new Ajv2020({ strict: true, allErrors: true }).compile(
  load('shared/policies/policy.schema.json'),
);
const facts = Object.values<object>(load('shared/policies/facts.json')).flatMap(Object.keys);

const folder = mkdtempSync(join(tmpdir(), 'carrel-presets-'));
const policy = join(folder, 'policy.json');
const add = (...words: string[]) =>
  spawnSync('node', ['script/add-service.mjs', ...words], { encoding: 'utf8' });

afterAll(() => rmSync(folder, { recursive: true }));

test('there are ten', () => {
  expect(readdirSync('shared/presets').sort()).toEqual(TEN.map((name) => `${name}.json`));
});

describe.each(TEN)('%s', (name) => {
  const { purpose, service, checked } = load(`shared/presets/${name}.json`);

  test('says who receives what, where, and how one objects', () => {
    expect(service).toMatchObject({
      key: name,
      purpose: purpose.key,
      title: { en: expect.any(String), de: expect.any(String) },
      receives: { en: expect.any(String), de: expect.any(String) },
      country: expect.stringMatching(/^[A-Z]{2}$/),
      safeguard: expect.stringMatching(/^(not_needed|adequacy)$/),
      policy: expect.stringMatching(/^https:/),
    });
    expect(checked).toMatch(/^2\d{3}-\d{2}-\d{2}$/);
    for (const fact of purpose.facts) expect(facts).toContain(fact);
  });

  test('makes a policy that the schema accepts', () => {
    execFileSync('cp', ['examples/embed-policy.json', policy]);
    expect(add(name, policy)).toMatchObject({ status: 0, stderr: '' });
    const made = load(policy);
    validate(made);
    expect(validate.errors ?? []).toEqual([]);
    expect(made.services).toEqual([service]);
    expect(made.purposes.at(-1)).toEqual(purpose);
  });
});

describe('a service is not put', () => {
  const original = readFileSync('examples/embed-policy.json', 'utf8');
  const parsed = JSON.parse(original);

  test.each<[string, object, string[], string]>([
    ['in twice', { ...parsed, services: [{ key: 'vimeo' }] }, ['vimeo'], 'has vimeo already'],
    ['below no category', parsed, ['vimeo', 'music'], 'has no category music'],
    [
      'into a language that it does not speak',
      { ...parsed, languages: ['en', 'fr'] },
      ['vimeo'],
      'no texts in fr',
    ],
    ['in where there is none', parsed, ['osano'], 'usage'],
  ])('%s', (_, before, [name = '', ...category], complaint) => {
    writeFileSync(policy, JSON.stringify(before));
    const { status, stderr } = add(name, policy, ...category);
    expect(status).not.toBe(0);
    expect(stderr).toContain(complaint);
    expect(load(policy)).toEqual(before);
  });
});
