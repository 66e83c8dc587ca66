// script/policy add-service PRESET FILE [CATEGORY]: puts a service of shared/presets into a policy.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const folder = new URL('../shared/presets/', import.meta.url);

export const presets = () => readdirSync(folder).map((file) => file.replace(/\.json$/, ''));
export const readPreset = (name) =>
  JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));

/** The policy with the preset's purpose and service; throws where it cannot have them. */
export function withService(policy, { purpose, service }, category = purpose.category) {
  const has = (rows, key) => rows.some((row) => row.key === key);
  if (!has(policy.categories, category)) throw new Error(`the policy has no category ${category}`);
  const { services = [] } = policy;
  if (has(policy.purposes, purpose.key) || has(services, service.key))
    throw new Error(`the policy has ${service.key} already`);
  const inLanguages = (texts) => {
    const missing = policy.languages.filter((language) => !texts[language]);
    if (missing.length > 0) throw new Error(`${service.key} has no texts in ${missing.join(', ')}`);
    return Object.fromEntries(policy.languages.map((language) => [language, texts[language]]));
  };
  const spoken = (row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value.en ? inLanguages(value) : value]),
    );
  return {
    ...policy,
    purposes: [...policy.purposes, { ...spoken(purpose), category }],
    services: [...services, spoken(service)],
  };
}

function main([name, file, category]) {
  if (!presets().includes(name) || !file) {
    console.error(
      `usage: script/policy add-service PRESET FILE [CATEGORY]\n${presets().join(' ')}`,
    );
    process.exit(2);
  }
  const policy = JSON.parse(readFileSync(file, 'utf8'));
  try {
    const made = withService(policy, readPreset(name), category);
    writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`);
  } catch ({ message }) {
    console.error(message);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
