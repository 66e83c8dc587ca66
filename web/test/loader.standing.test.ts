import { describe, expect, it } from 'vitest';
import { namesOf } from '../src/loader/names';
import { allows, lets, narrows, type Standing } from '../src/loader/standing';
import { pairs } from '../src/shared/pairs';

const keys = ['necessary', 'analytics', 'third_party', 'youtube', 'chat'];
const standing = (bits: number, choice: Standing['choice'] = 'granted'): Standing => ({
  choice,
  keys,
  bits,
  gpc: 0,
});

describe('a name', () => {
  it.each([
    ['analytics', 0b00011, true],
    ['analytics', 0b00001, false],
    ['unknown', 0b11111, false],
    ['', 0b11111, false],
    ['!analytics', 0b00001, true],
    ['!analytics', 0b00011, false],
    ['!unknown', 0b00001, false],
    ['!', 0b00001, false],
  ])('%s of %i: %s', (name, bits, allowed) => {
    expect(allows(standing(bits), name)).toBe(allowed);
  });

  it('asks for a decision where it is negated', () => {
    expect(allows(standing(1, 'unasked'), '!analytics')).toBe(false);
    expect(allows({ choice: 'refused', keys: [], bits: 0, gpc: 0 }, '!analytics')).toBe(false);
    expect(allows(standing(1, 'refused'), '!analytics')).toBe(true);
  });
});

describe('an element', () => {
  it.each([
    ['a declared service counts alone', 'third_party', 'youtube', 0b01001, true],
    ['also against its category', 'third_party', 'chat', 0b01101, false],
    ['another service is as its category', 'third_party', 'player', 0b00101, true],
    ['without a category it is denied', '', 'player', 0b11111, false],
    ['all of several categories', 'analytics, third_party', '', 0b00111, true],
    ['not some of them', 'analytics, third_party', '', 0b00011, false],
    ['without the service', 'third_party', '!chat', 0b00001, true],
    ['not with it', 'third_party', '!chat', 0b10001, false],
  ])('%s', (_, category, service, bits, allowed) => {
    expect(lets(standing(bits), { category, service })).toBe(allowed);
  });
});

it('a decision is narrower where it takes something back', () => {
  expect(narrows(standing(0b00011), standing(0b00001))).toBe(true);
  expect(narrows(standing(0b00001), standing(0b00011))).toBe(false);
  expect(narrows({ ...standing(0), keys: [] }, standing(1))).toBe(false);
});

it.each([
  [{ category: 'analytics' }, '', { category: 'analytics', service: '' }],
  [{ cookieconsent: 'statistics,marketing' }, '', { category: 'analytics,marketing', service: '' }],
  [{}, 'x optanon-category-C0002 y', { category: 'analytics', service: '' }],
  [{ name: 'matomo' }, '', { category: '', service: 'stats' }],
  [{ category: '!statistics' }, '', { category: '!analytics', service: '' }],
])('names are those of the site, %j', (dataset, className, names) => {
  const aliases = new Map(pairs('statistics=analytics C0002=analytics; matomo=stats'));
  expect(namesOf({ dataset, className } as unknown as HTMLElement, aliases)).toEqual(names);
});

it('pairs are split at their first sign', () => {
  expect(pairs(' a=b, c=d=e;f ')).toEqual([
    ['a', 'b'],
    ['c', 'd=e'],
    ['f', undefined],
  ]);
});
