/** The types that pages, loader, banner and host share. */

import type { Aggregate } from './aggregate';
import type { Receipts } from './records';

export type Choice = 'unasked' | 'refused' | 'on_device' | 'granted';
export type MadeChoice = Exclude<Choice, 'unasked'>;

/** What a choice is made with; `page`: the site's own code. */
export type Method =
  | 'banner'
  | 'choices'
  | 'button'
  | 'placeholder'
  | 'imported'
  | 'parent'
  | 'page';

/** How a choice came about, for the record of it. */
export interface Manner {
  method: Method;
  /** BCP 47 tag of the texts that were shown. */
  language: string;
  /** Version of what showed them. */
  interface: string;
  /** Before they chose, the person was told that the browser's signal refuses some of it. */
  told: boolean;
}

export type Payload =
  | { shape: 'flag'; value: boolean }
  | { shape: 'number'; value: number }
  | { shape: 'choice'; value: string }
  | { shape: 'text'; text: string }
  | { shape: 'position'; at: number; of: number }
  | { shape: 'answer'; attempt: number; question: number; options: number }
  | {
      shape: 'attempt';
      attempt: number;
      state: 'started' | 'submitted';
      score: number;
      max: number;
      answers: number[];
    }
  | { shape: 'draft'; text: string; state: 'open' | 'kept' | 'sent' | 'discarded' }
  | { shape: 'submission'; text: string }
  /** Milliseconds, `[from, to)`; ascending, none touches another. */
  | { shape: 'intervals'; spans: [from: number, to: number][] }
  | { shape: 'membership'; present: boolean };

export type Saved = 'durable' | 'visit' | 'memory';

export interface Value {
  item: string;
  entity: string;
  payload: Payload;
  at: number;
  saved: boolean;
  tier: 'memory' | 'visit' | 'local' | 'persistent';
  /** After a withdrawal, awaits the person's answer whether to keep it. */
  pending: boolean;
  /** To be handed back with what grows from this value. */
  version: number;
  /** Of a draft that was changed in two places: the other texts, newest first. */
  rivals: Version[];
}

export interface Version {
  text: string;
  at: number;
}

export interface RecordOptions {
  /** The person confirmed sending this one thing although all stays on the device. */
  requested?: boolean;
  /** Of the value that a draft's text grew from; 1: of none. Absent: of what the engine has now. */
  version?: number;
}

export interface StoredRow {
  item: string;
  purpose: string;
  category: string;
  tier: string;
  count: number;
  bytes: number;
  /** `visit`, `idle`, `age`, `until_sent` or `account`. */
  keep: string;
  /** Of `idle`, `age` and `until_sent`. */
  days: number;
  title: string;
  why: string;
}

export interface LeftRow {
  at: number;
  item: string;
  entity: string;
  outcome: 'sent' | 'refused' | 'blocked';
  status: number;
  reason: string;
}

export interface Account {
  subject: string;
  enrolled: boolean;
  csrf: string;
}

export interface OpenOptions {
  policyUrl?: string;
  policyText?: string;
  profile?: string;
  account?: Account | null;
  transport?: 'fetch' | 'none';
  language?: string;
  /** Of a profile that is encrypted. */
  passphrase?: string | undefined;
  wasm?: ArrayBuffer;
  situation?: Situation | undefined;
}

/** Where the person is, and what their school or company takes away. */
export interface Situation {
  /** A country, `DE`, or with its region, `US-CA`; empty: not known, which is the strictest. */
  place?: string;
  /** Text of the rules of places. */
  rules?: string;
  /** Keys of categories and purposes. */
  restricted?: string[];
}

/** What was found out of a person's age; no more than this is kept. */
export interface Age {
  /** Years: at least so old. */
  from: number;
  /** Years: not yet so old. Absent: not known. */
  below?: number;
  method: 'stated' | 'account' | 'school' | 'parent' | 'verified';
  /** Where the person lives, as `place`; empty: not known. */
  country?: string;
  /** Of a parent, where the person is too young to decide alone. */
  approval?: 'pending' | 'refused' | 'granted';
}

/** What a purpose is decided by, in docs/formats/rules.md. */
export type Reason =
  | 'none'
  | 'required'
  | 'restricted'
  | 'age_unknown'
  | 'too_young'
  | 'parent_pending'
  | 'parent_refused'
  | 'not_asked'
  | 'changed'
  | 'decides_anew'
  | 'expired'
  | 'refused'
  | 'signal'
  | 'signal_of_place'
  | 'without_choice'
  | 'granted';

export interface Explanation {
  purpose: string;
  allowed: boolean;
  reason: Reason;
}

/** What the engine has decided; bit i of `bits` and `gpc` belongs to category `keys[i]`. */
export interface DecisionView {
  choice: Choice;
  keys: string[];
  bits: number;
  gpc: number;
  until: number;
  grantedPurposes: string[];
  asked: boolean;
  onDeviceOnly: boolean;
  /** Something is still to be asked, and may be. */
  ask: boolean;
  /** Do Not Track counts as Global Privacy Control. */
  dnt: boolean;
  /** Deleting what was collected is preselected on withdrawal. */
  erase: boolean;
  /** Of the policy's purposes, in its order: which rule decided, as in docs/formats/rules.md. */
  reasons: number[];
}

export interface SaveStateDetail {
  state: 'saving' | 'saved' | 'unsaved';
  reason: string;
}

/** How many of the guest's values have become this profile's, and how many had to stay. */
export interface Taken {
  taken: number;
  left: number;
}

/** What the browser says of its storage for this site. */
export interface DeviceRoom {
  /** It has promised not to make room at this site's cost. */
  persisted: boolean;
  /** Bytes; 0 where it does not say. */
  usage: number;
  quota: number;
  /** It behaves as in a private window; that it does not is no proof of the opposite. */
  perhapsPrivate: boolean;
}

export interface StorageReport extends DeviceRoom {
  /** What this profile had stored was gone when the engine was opened. */
  evicted: boolean;
}

/**
 * Takes a choice: the purposes that are granted, the hash of the texts that were shown, how it was
 * made. `erase`: keys of purposes of which all that was recorded is to be deleted.
 */
export type Choose = (
  choice: MadeChoice,
  purposes: string[],
  texts: string,
  manner?: Manner,
  erase?: string[],
) => Promise<void>;

/** The engine as pages see it. Events: `change`, `savestate`, `decision`. */
export interface Carrel extends EventTarget {
  record(item: string, entity: string, payload: Payload, options?: RecordOptions): Promise<Saved>;
  values(item: string, entity?: string): Value[];
  /** Earlier texts of a draft, newest first. */
  versions(item: string, entity: string): Version[];
  allowed(category: string): boolean;
  decision(): DecisionView;
  choose: Choose;
  /** Resolves once it is durable; what it takes away is gone before that. */
  age(age: Age): Promise<void>;
  /** From now on; what is not named stays as it was. */
  situate(situation: Situation): Promise<void>;
  /** For each purpose of the policy, in its order, which rule decided. */
  explain(): Promise<Explanation[]>;
  stored(): StoredRow[];
  left(): LeftRow[];
  /** The records of what this person has granted and changed, to be read, kept and verified. */
  receipts(): Promise<Receipts>;
  /** The policy's metrics, noted on this device; and what it has told of them. */
  aggregate(): Promise<Aggregate>;
  queued(): number;
  /** Stored records and snapshots that could not be read; they are left as they are. */
  damaged(): number;
  /** Resolves once every draft that was typed on this page is kept, or refused. */
  flush(): Promise<void>;
  signedIn(account: Account): Promise<void>;
  signedOut(): Promise<void>;
  /** From now on what is stored of this profile can be read with the passphrase alone. */
  encrypt(passphrase: string): Promise<void>;
  changePassphrase(from: string, to: string): Promise<void>;
  decrypt(passphrase: string): Promise<void>;
  storage(): Promise<StorageReport>;
  /** How many of the guest's values this profile does not have; `takeAlong` would record them. */
  guestWork(passphrase?: string): Promise<number>;
  /** Makes the guest's work this profile's, on the person's request; the passphrase is the guest's. */
  takeAlong(passphrase?: string): Promise<Taken>;
  /** Erases all that this browser holds of this profile; its engines end, in all tabs. */
  forgetEverything(): Promise<void>;
  close(): void;
}

/** `window.carrel`, defined by the loader. */
export interface CarrelPage {
  /** What may run in this document now. Only ever narrower than what the engine admits. */
  allowed(category: string): boolean;
  /** Imports and opens the engine, once. */
  engine(passphrase?: string): Promise<Carrel>;
  /** Opens the privacy choices. */
  preferences(): void;
  /** Takes a person's choice; narrows at once and resolves when the choice is saved. */
  choose: Choose;
  /** Clears what services that are not allowed have left in this browser. */
  clear(): Promise<ClearingReport>;
  /** What the lock-down of this document has stopped so far. */
  blocked(): Blocked[];
  /** Loads the page anew, once its drafts are kept. */
  reload(): Promise<void>;
}

/** Where a service leaves something in the browser. */
export type LeavingPlace = 'cookies' | 'local' | 'session' | 'databases' | 'caches' | 'files';

/** One thing that a service has left. */
export interface Leaving {
  /** Key of the service. */
  service: string;
  place: LeavingPlace;
  name: string;
}

/** What clearing came to, by a second look. */
export interface ClearingReport {
  cleared: Leaving[];
  /** What only the server can clear, or loading the page anew. */
  left: (Leaving & { by: 'server' | 'reload' })[];
}

/** Requests that a content policy has stopped. */
export interface Blocked {
  /** Or what the browser says instead, such as `inline`. */
  host: string;
  directive: string;
  count: number;
}

/** The lock-down of a document, where its script is on the page. */
export interface Lock {
  /** A source that is allowed now is kept out until the page is loaded anew. */
  readonly stale: boolean;
  readonly blocked: Blocked[];
  /** Keeps out from now on whatever is not allowed now. */
  follow(allowed: (key: string) => boolean): void;
  /** What belongs to this key is kept out of this document. */
  withholds(key: string): boolean;
}

/** A choice that waits in the store `inbox` for the engine. */
export interface InboxChoice {
  choice: MadeChoice;
  purposes: string[];
  policy: string;
  texts: string;
  at: number;
  manner?: Manner | undefined;
  erase?: string[] | undefined;
}

/** Detail of the window event `carrel:approval-needed`. */
export interface ApprovalDetail {
  /** Keys of the purposes that wait for a parent. */
  purposes: string[];
}

/** Detail of the window event `carrel:decision`. */
export interface DecisionDetail {
  choice: Choice;
  keys: string[];
  bits: number;
  /** Mask that is cleared while Global Privacy Control is on. */
  gpc: number;
  /** Do Not Track counts as Global Privacy Control. */
  dnt?: boolean | undefined;
  source: 'loader' | 'engine';
  /** Loader only: not all of this takes effect before the page is loaded anew. */
  reload?: boolean;
}

declare global {
  interface Window {
    carrel?: CarrelPage;
    carrelLockDown?: Lock;
    /** Google's, for Consent Mode. */
    dataLayer?: unknown[];
    gtag?: (...command: unknown[]) => void;
    scheduler?: { yield?: () => Promise<void> };
  }
  interface Navigator {
    readonly globalPrivacyControl?: boolean;
  }
  interface WindowEventMap {
    'carrel:decision': CustomEvent<DecisionDetail>;
    'carrel:cleared': CustomEvent<ClearingReport>;
    'carrel:approval-needed': CustomEvent<ApprovalDetail>;
    'carrel:saved': CustomEvent<SaveStateDetail>;
    'carrel:unsaved': CustomEvent<SaveStateDetail>;
  }
}
