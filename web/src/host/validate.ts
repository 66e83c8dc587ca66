import type {
  Account,
  MadeChoice,
  Manner,
  Payload,
  RecordOptions,
  Situation,
} from '../shared/types';
import { CarrelError } from './errors';
import { METHODS } from './wire';

/** Of a choice that the site's own code hands in and says nothing about. */
export const UNSAID: Manner = { method: 'page', language: '', interface: '', told: false };

export const NOWHERE: Required<Situation> = { place: '', rules: '', restricted: [] };

const PROFILE = /^[a-z0-9]{4,40}$/;
const UINT32 = 2 ** 32 - 1;

type Check = (value: unknown) => boolean;
type Form = Readonly<Record<string, Check>>;

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const integer: Check = (value) => Number.isSafeInteger(value);
const uint32: Check = (value) => integer(value) && Number(value) >= 0 && Number(value) <= UINT32;
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const among =
  (...names: string[]): Check =>
  (value) =>
    typeof value === 'string' && names.includes(value);

const span: Check = (value) => list(integer)(value) && (value as number[]).length === 2;

const PAYLOADS: Readonly<Record<Payload['shape'], Form>> = {
  flag: { value: flag },
  number: { value: integer },
  choice: { value: text },
  text: { text },
  position: { at: integer, of: integer },
  answer: { attempt: uint32, question: uint32, options: uint32 },
  attempt: {
    attempt: uint32,
    state: among('started', 'submitted'),
    score: integer,
    max: integer,
    answers: list(uint32),
  },
  draft: { text, state: among('open', 'kept', 'sent', 'discarded') },
  submission: { text },
  intervals: { spans: list(span) },
  membership: { present: flag },
};
const MANNER: Form = {
  method: among(...METHODS.slice(1)),
  language: text,
  interface: text,
  told: flag,
};
const ACCOUNT: Form = { subject: text, enrolled: flag, csrf: text };

/** Throws unless `value` is a string. */
export function checkText(value: unknown, where: string): asserts value is string {
  if (typeof value !== 'string') throw new CarrelError('bad_type', where);
}

export function checkInteger(value: unknown, where: string): asserts value is number {
  if (!integer(value)) throw new CarrelError('bad_type', where);
}

export function checkProfile(value: unknown): asserts value is string {
  if (typeof value !== 'string' || !PROFILE.test(value))
    throw new CarrelError('bad_profile', 'profile');
}

export function checkPassphrase(value: unknown): asserts value is string {
  if (!text(value) || value === '') throw new CarrelError('bad_type', 'passphrase');
}

export function checkOptions(value: unknown): asserts value is RecordOptions {
  if (!isObject(value)) throw new CarrelError('bad_type', 'options');
  const { requested = false, version = 0 } = value;
  if (!flag(requested)) throw new CarrelError('bad_type', 'options.requested');
  if (!integer(version)) throw new CarrelError('bad_type', 'options.version');
}

/** Throws unless `value` is a payload of one of the shapes; its bounds are the engine's matter. */
export function checkPayload(value: unknown): asserts value is Payload {
  const shape = isObject(value) ? value['shape'] : undefined;
  if (typeof shape !== 'string' || !Object.hasOwn(PAYLOADS, shape)) {
    throw new CarrelError('bad_type', 'payload.shape');
  }
  checkForm(value, PAYLOADS[shape as Payload['shape']], 'payload');
}

/** Throws unless `value` is a choice that a person can make. */
export function checkChoice(value: unknown): asserts value is MadeChoice {
  if (!among('refused', 'on_device', 'granted')(value)) throw new CarrelError('bad_type', 'choice');
}

export function checkManner(value: unknown): asserts value is Manner {
  checkForm(value, MANNER, 'manner');
}

export function checkTexts(value: unknown, where: string): asserts value is string[] {
  if (!list(text)(value)) throw new CarrelError('bad_type', where);
}

export function checkAccount(value: unknown): asserts value is Account {
  checkForm(value, ACCOUNT, 'account');
}

/** `before`, with what `said` says. */
export function situationOf(said: Situation, before: Required<Situation>): Required<Situation> {
  const { place, rules, restricted } = { ...before, ...said };
  checkText(place, 'place');
  checkText(rules, 'rules');
  checkTexts(restricted, 'restricted');
  return { place, rules, restricted };
}

function checkForm(value: unknown, form: Form, where: string): void {
  if (!isObject(value)) throw new CarrelError('bad_type', where);
  for (const [member, check] of Object.entries(form)) {
    if (!check(value[member])) throw new CarrelError('bad_type', `${where}.${member}`);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
