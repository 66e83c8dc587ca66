import type { ConsentRecord, DeviceKey, RecordedPurpose } from '../../shared/records';

const DAY_MS = 86_400_000;

/** A choice as the engine words it, for the server too: docs/formats/wire.md. */
export interface Consent
  extends Pick<
    ConsentRecord,
    | 'id'
    | 'at'
    | 'choice'
    | 'texts'
    | 'method'
    | 'told'
    | 'language'
    | 'interface'
    | 'place'
    | 'rules'
  > {
  /** That were granted. */
  purposes: string[];
  policy: string;
  /** By a parent. */
  approved: boolean;
}

/** What of the policy goes into a record. */
interface PolicyFacts {
  id: string;
  revision: string;
  consent: { expires_days: number };
  categories: { key: string; required: boolean }[];
  purposes: { key: string; category: string }[];
}

/** The policy at hand, which an earlier choice may not have been made under. */
export interface PolicyFile {
  text: string;
  hash: string;
}

export interface Link {
  number: number;
  previous: string | null;
  key: DeviceKey;
}

/** Of a choice under another policy it says what the choice itself says, and that policy's hash. */
export function recordOf(
  made: Consent,
  subject: string,
  file: PolicyFile,
  link: Link,
): ConsentRecord {
  const facts = made.policy === file.hash ? (JSON.parse(file.text) as PolicyFacts) : null;
  const { id, choice, at, purposes, texts, language, method, told, place, rules } = made;
  return {
    schema: 'urn:carrel:consent-record:1',
    ...link,
    ...{ id, choice, at, texts, language, method, told, place, rules },
    interface: made.interface,
    subject,
    state: purposes.length > 0 ? 'given' : 'withdrawn',
    type: 'explicit',
    by: made.approved ? 'parent' : 'subject',
    purposes: facts ? purposesOf(facts, purposes) : purposes.map((key) => ({ key, granted: true })),
    policy: { hash: made.policy, ...(facts && { id: facts.id, revision: facts.revision }) },
    withdrawal: 'choices',
    ...(facts && { expires: daysAfter(at, facts.consent.expires_days) }),
  };
}

const daysAfter = (at: string, days: number) =>
  new Date(Date.parse(at) + days * DAY_MS).toISOString();

/** Those of required categories are not asked about. */
function purposesOf({ categories, purposes }: PolicyFacts, granted: string[]): RecordedPurpose[] {
  const required = new Set(categories.filter((one) => one.required).map(({ key }) => key));
  return purposes
    .filter(({ category }) => !required.has(category))
    .map(({ key, category }) => ({ key, category, granted: granted.includes(key) }));
}
