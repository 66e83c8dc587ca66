import { describe, expect, test } from 'vitest';
import {
  checkAccount,
  checkChoice,
  checkManner,
  checkPayload,
  checkText,
  checkTexts,
} from '../src/host/validate';

const attempt = { shape: 'attempt', attempt: 1, state: 'started', score: 0, max: 30, answers: [] };

describe('a payload crosses', () => {
  test.each([
    { shape: 'flag', value: false },
    { shape: 'number', value: -(2 ** 53) + 1 },
    { shape: 'choice', value: 'de' },
    { shape: 'text', text: '' },
    { shape: 'position', at: 61_000, of: 122_000 },
    { shape: 'answer', attempt: 1, question: 15, options: 2 ** 32 - 1 },
    attempt,
    { ...attempt, answers: [1, 2] },
    { shape: 'draft', text: 'Dear', state: 'open' },
    { shape: 'submission', text: 'Done' },
  ])('%o', (payload) => {
    expect(() => checkPayload(payload)).not.toThrow();
  });
});

describe('a payload is refused, and the place is named', () => {
  test.each([
    ['payload.shape', undefined],
    ['payload.shape', null],
    ['payload.shape', 'flag'],
    ['payload.shape', { shape: 'toString' }],
    ['payload.shape', { shape: 'service' }],
    ['payload.value', { shape: 'flag', value: 1 }],
    ['payload.value', { shape: 'number', value: '1' }],
    ['payload.value', { shape: 'number', value: 1.5 }],
    ['payload.value', { shape: 'number', value: Number.NaN }],
    ['payload.value', { shape: 'number', value: 2 ** 53 }],
    ['payload.value', { shape: 'choice' }],
    ['payload.text', { shape: 'text', text: 1 }],
    ['payload.of', { shape: 'position', at: 1, of: Number.POSITIVE_INFINITY }],
    ['payload.question', { shape: 'answer', attempt: 1, question: -1, options: 1 }],
    ['payload.options', { shape: 'answer', attempt: 1, question: 1, options: 2 ** 32 }],
    ['payload.state', { ...attempt, state: 'none' }],
    ['payload.answers', { ...attempt, answers: '1' }],
    ['payload.answers', { ...attempt, answers: [1, 'b'] }],
    ['payload.state', { shape: 'draft', text: '', state: 'submitted' }],
  ])('%s of %o', (where, payload) => {
    expect(() => checkPayload(payload)).toThrow(
      expect.objectContaining({ name: 'CarrelError', code: 'bad_type', where }),
    );
  });
});

const manner = { method: 'banner', language: 'de', interface: '0.1.0', told: false };

test('how a choice was made crosses', () => {
  expect(() => checkManner(manner)).not.toThrow();
});

test.each([
  ['manner', null],
  ['manner.method', { ...manner, method: 'none' }],
  ['manner.method', { ...manner, method: 'telepathy' }],
  ['manner.language', { ...manner, language: 1 }],
  ['manner.interface', { ...manner, interface: undefined }],
  ['manner.told', { ...manner, told: 'yes' }],
])('%s of %o', (where, value) => {
  expect(() => checkManner(value)).toThrow(expect.objectContaining({ code: 'bad_type', where }));
});

test.each(['unasked', '', 1, undefined, ['granted']])('%o is no choice to make', (choice) => {
  expect(() => checkChoice(choice)).toThrow('bad_type: choice');
});

test('texts are strings', () => {
  expect(() => checkText(7, 'item')).toThrow('bad_type: item');
  expect(() => checkTexts('resume', 'purposes')).toThrow('bad_type: purposes');
  expect(() => checkTexts(['resume', 7], 'purposes')).toThrow('bad_type: purposes');
  expect(() => checkTexts([], 'purposes')).not.toThrow();
});

test.each([
  ['account', null],
  ['account.subject', { enrolled: true, csrf: '' }],
  ['account.enrolled', { subject: 'p7', enrolled: 'yes', csrf: '' }],
  ['account.csrf', { subject: 'p7', enrolled: true, csrf: 7 }],
])('an account without a proper %s is refused', (where, account) => {
  expect(() => checkAccount(account)).toThrow(`bad_type: ${where}`);
});
