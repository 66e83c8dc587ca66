// script/facts.mjs [--check]: writes docs/facts.md, or says whether it is up to date and complete.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const root = new URL('../', import.meta.url);
const TABLE = 'docs/facts.md';
const POLICIES = 'shared/policies/';

/** What is owned here; the others come with personalisation, rights and security. */
export const SECTIONS = {
  consent: '1. Consent',
  records: '2. Records',
  analytics: '3. What analytics must be able to answer',
  situations: '6. Where the learner is, and who they are',
  third_parties: '7. Third parties',
};

const read = (path) => readFileSync(new URL(path, root), 'utf8');
const load = (path) => JSON.parse(read(path));

/** What the repository says. */
export function stated() {
  const names = readdirSync(new URL(POLICIES, root)).filter((name) =>
    /^(demo|platform-\w+)\.json$/.test(name),
  );
  return {
    facts: load(`${POLICIES}facts.json`),
    policies: Object.fromEntries(names.map((name) => [name, load(POLICIES + name)])),
    code: load(`${POLICIES}engine-facts.json`),
    open: load(`${POLICIES}open-facts.json`),
    exists: (path) => existsSync(new URL(path, root)),
  };
}

/** Each fact of the sections with its owners, and what is wrong with them. */
export function ownership({ facts, policies, code, open, exists }) {
  const known = Object.values(facts).flatMap(Object.keys);
  const rows = Object.keys(SECTIONS).flatMap((section) =>
    Object.entries(facts[section]).map(([id, about]) => ({
      ...{ section, id, about },
      members: Object.entries(policies).flatMap(([name, policy]) =>
        membersWith(policy, id).map((member) => ({ name, member })),
      ),
      code: code.filter((row) => row.id === id),
      open: open.filter((row) => row.id === id).map(({ reason }) => reason),
    })),
  );
  const named = [
    ...Object.entries(policies).flatMap(([name, policy]) =>
      entriesOf(policy).flatMap(([member, { facts }]) => facts.map((id) => [id, name + member])),
    ),
    ...code.map(({ id }) => [id, 'engine-facts.json']),
    ...open.map(({ id }) => [id, 'open-facts.json']),
  ];
  const faults = [
    ...rows
      .filter((row) => row.members.length + row.code.length + row.open.length === 0)
      .map(({ id }) => `${id}: has neither an owner nor a reason`),
    ...named.filter(([id]) => !known.includes(id)).map(([id, by]) => `${id}: no fact, in ${by}`),
    ...code
      .filter(({ where }) => !exists(where))
      .map(({ id, where }) => `${id}: there is no ${where}`),
    ...open.filter(({ reason }) => !/\w/.test(reason)).map(({ id }) => `${id}: says no reason`),
  ];
  return { rows, faults };
}

const entriesOf = ({ categories, purposes, items, aggregate: { metrics } = { metrics: [] } }) =>
  Object.entries({ categories, purposes, items, metrics }).flatMap(([list, entries]) =>
    entries.map((entry) => [`/${list}/${entry.key}`, entry]),
  );

const membersWith = (policy, id) =>
  entriesOf(policy).flatMap(([member, { facts }]) => (facts.includes(id) ? [member] : []));

/** The table as Markdown. */
export function markdown({ rows }) {
  const sections = Object.entries(SECTIONS).map(([section, title]) => {
    const lines = rows.filter((row) => row.section === section).map(line);
    return `## ${title}\n\n| fact | about | in the policies | in code and papers |\n|---|---|---|---|\n${lines.join('\n')}\n`;
  });
  return `# Who owns which fact

Each fact of the domain that bears on consent, records, analytics, places and third parties, with what
serves it: a member of a policy that ships, a piece of the code, or the reason why nothing does yet. Made by
\`node script/facts.mjs\` from [the policies](../shared/policies/) and the three lists of facts there; a
test fails where it is out of date, or a fact has no owner.

${sections.join('\n')}`;
}

function line({ id, about, members, code, open }) {
  const kept = [
    ...code.map(({ owner, where }) => `${owner} ([\`${where}\`](${fromDocs(where)}))`),
    ...open.map((reason) => `**open:** ${reason}`),
  ];
  return `| ${id} | ${about} | ${byPolicy(members)} | ${kept.join('; ')} |`;
}

const fromDocs = (path) => (path.startsWith('docs/') ? path.slice(5) : `../${path}`);

/** `demo`, `P`, `F` and `U`, each with the keys of its members. */
function byPolicy(members) {
  const names = [...new Set(members.map(({ name }) => name))];
  const keys = (of) =>
    members.flatMap(({ name, member }) => (name === of ? `\`${member.split('/').at(-1)}\`` : []));
  return names.map((name) => `${shortName(name)}: ${keys(name).join(' ')}`).join('<br>');
}

const shortName = (name) =>
  name.replace('.json', '').replace(/^platform-(\w)$/, (_, letter) => letter.toUpperCase());

function main([check]) {
  const owned = ownership(stated());
  const text = markdown(owned);
  const faults = [...owned.faults];
  if (check !== '--check') writeFileSync(new URL(TABLE, root), text);
  else if (text !== read(TABLE)) faults.push(`${TABLE}: is out of date: node script/facts.mjs`);
  for (const fault of faults) console.error(fault);
  process.exit(faults.length > 0 ? 1 : 0);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
