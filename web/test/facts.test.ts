import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { markdown, ownership, type Stated, stated } from '../../script/facts.mjs';

/** The domain lies beside the repository, where there is one. */
const DOMAIN = '../shared/domain.md';

const now = stated();

test('every fact of consent, records, analytics, places and third parties has an owner or a reason', () => {
  const { rows, faults } = ownership(now);
  expect(faults).toEqual([]);
  expect(rows.length).toBeGreaterThanOrEqual(71);
});

test('the table in the papers says so', () => {
  expect(readFileSync('docs/facts.md', 'utf8')).toBe(markdown(ownership(now)));
});

test('the ids are those of the domain', ({ skip }) => {
  skip(!existsSync(DOMAIN), `there is no ${DOMAIN}: the committed list counts`);
  const ids = new Set(readFileSync(DOMAIN, 'utf8').match(/\bD\d{3}\b/g));
  expect([...ids].sort()).toEqual(Object.values(now.facts).flatMap(Object.keys).sort());
});

describe('it complains of', () => {
  const without = (policies: Stated['policies'], id: string): Stated['policies'] =>
    JSON.parse(JSON.stringify(policies).replaceAll(`"${id}"`, '"D110"'));

  test.each<[string, Partial<Stated>, string]>([
    [
      'a fact that nothing serves',
      { policies: without(now.policies, 'D219') },
      'D219: has neither an owner nor a reason',
    ],
    [
      'a fact that is none',
      { open: [...now.open, { id: 'D999', reason: 'later' }] },
      'D999: no fact, in open-facts.json',
    ],
    [
      'a piece of code that is gone',
      { code: [...now.code, { id: 'D120', owner: 'x', where: 'web/gone.ts' }] },
      'D120: there is no web/gone.ts',
    ],
    [
      'a reason without a word',
      { open: [...now.open, { id: 'D120', reason: '…' }] },
      'D120: says no reason',
    ],
  ])('%s', (_, change, fault) => {
    expect(ownership({ ...now, ...change }).faults).toEqual([fault]);
  });
});
