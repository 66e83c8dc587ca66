import type { ConsentRecord, DeviceKey, RecordedPurpose } from '../../shared/records';
import type { RecordedChoice } from './choice';

const DAY_MS = 86_400_000;

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
  choice: RecordedChoice,
  subject: string,
  file: PolicyFile,
  link: Link,
): ConsentRecord {
  const facts = choice.policy === file.hash ? (JSON.parse(file.text) as PolicyFacts) : null;
  const { stamp: _, at, granted, policy, byParent, ...said } = choice;
  return {
    schema: 'urn:carrel:consent-record:1',
    ...link,
    ...said,
    subject,
    at: new Date(at).toISOString(),
    state: granted.length > 0 ? 'given' : 'withdrawn',
    type: 'explicit',
    by: byParent ? 'parent' : 'subject',
    purposes: facts ? purposesOf(facts, granted) : granted.map((key) => ({ key, granted: true })),
    policy: { hash: policy, ...(facts && { id: facts.id, revision: facts.revision }) },
    withdrawal: 'choices',
    ...(facts && { expires: new Date(at + facts.consent.expires_days * DAY_MS).toISOString() }),
  };
}

/** Those of required categories are not asked about. */
function purposesOf({ categories, purposes }: PolicyFacts, granted: string[]): RecordedPurpose[] {
  const required = new Set(categories.filter((one) => one.required).map(({ key }) => key));
  return purposes
    .filter(({ category }) => !required.has(category))
    .map(({ key, category }) => ({ key, category, granted: granted.includes(key) }));
}
