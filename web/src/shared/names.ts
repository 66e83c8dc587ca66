/** Where each profile's records lie in the browser. A profile is `guest` or a subject's pseudonym. */

export const GUEST = 'guest';

/** localStorage key that names the signed-in profile; absent means guest. */
export const PROFILE_KEY = 'carrel/profile';

/** Object stores of a profile's database. */
export const STORES = ['journal', 'meta', 'inbox'] as const;
export type StoreName = (typeof STORES)[number];

/** Keys in the store `meta`. */
export const META = {
  decision: 'decision',
  compaction: 'compaction',
  seal: 'seal',
  asked: 'asked',
  deviceKey: 'device-key',
} as const;

/** One more, in which the budget of private aggregation lies; sealed where the profile is. */
export const LEDGER = 'ledger';

/** Before the names of further entries of `meta`, which are sealed where the profile is. */
export const PROOF = {
  /** A choice of which there is no record yet; its number is that of its frame. */
  due: 'proof/due/',
  record: 'proof/record/',
  counter: 'proof/counter/',
} as const;

/** Ascending as the numbers are. */
export const numbered = (prefix: string, number: number): string =>
  prefix + String(number).padStart(9, '0');

/** The message that tells a profile's other tabs to read on. */
export const ADVANCED = 'advanced';

/** The message of an engine that has come, or come back. */
export const HERE = 'here';

/** Asks which engine sends. */
export const WHO_SENDS = 'who_sends';

/** The answer of the one that does. */
export const SENDS = 'sends';

/** Messages that end a profile's engines in all tabs. */
export const ENDINGS = ['forgotten', 'signed_out', 'moved'] as const;
export type Ending = (typeof ENDINGS)[number];

export const databaseName = (profile: string): string => `carrel/${profile}`;
export const channelName = (profile: string): string => `carrel/${profile}`;
/** Before every key in web storage. */
export const webPrefix = (profile: string): string => `carrel/${profile}/`;
export const ledgerLockName = (profile: string): string => `carrel/${profile}/ledger`;
export const leaderLockName = (profile: string): string => `carrel/${profile}/leader`;
export const snapshotLockName = (profile: string): string => `carrel/${profile}/snapshots`;
export const snapshotMount = (profile: string): string => `/carrel/${profile}/snapshots`;
export const decisionKey = (profile: string): string => `carrel/${profile}/decision`;
/** There while something that was withdrawn may still have to be cleared. */
export const clearingKey = (profile: string): string => `carrel/${profile}/clearing`;
export const preferenceKey = (profile: string, item: string): string =>
  `carrel/${profile}/pref/${item}`;
/** Before the name that a tab gives its copy. */
export const tailPrefix = (profile: string): string => `carrel/${profile}/tail/`;
export const visitPrefix = (profile: string): string => `carrel/${profile}/visit/`;
export const visitKey = (profile: string, item: string, entity: string, sub = ''): string =>
  `${visitPrefix(profile)}${item}/${entity}${sub && `/${sub}`}`;

/** The profile that `name` names, or guest where it names none. */
export function profileNamed(name: string | null | undefined): string {
  return name && /^[a-z0-9]{4,40}$/.test(name) ? name : GUEST;
}
