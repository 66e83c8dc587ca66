import { describe, expect, it } from 'vitest';
import { crc32c } from '../src/shared/crc32c';
import { has, inForce, narrower, parseDecision } from '../src/shared/decision';

function summed(head: string): string {
  return `${head.slice(0, -1)},"sum":"${crc32c(head)}"}`;
}

const HEAD =
  '{"format":1,"policy":"ab","until":2000,"choice":"granted",' +
  '"keys":["necessary","functional"],"bits":3,"gpc":2}';
const TEXT = summed(HEAD);

describe('crc32c', () => {
  it('gives the check value of the catalogue', () => {
    expect(crc32c('123456789')).toBe('e3069283');
  });

  it('keeps leading zeros', () => {
    expect(crc32c('')).toBe('00000000');
  });
});

describe('parseDecision', () => {
  it('reads what the engine wrote', () => {
    expect(parseDecision(TEXT)).toEqual(JSON.parse(HEAD));
  });

  it.each([
    ['absent', null],
    ['not a text', 7],
    ['empty', ''],
    ['cut short', TEXT.slice(0, -1)],
    ['without its sum', HEAD],
    ['widened by hand', TEXT.replace('"bits":3', '"bits":7')],
    ['of a newer format', summed(HEAD.replace('"format":1', '"format":2'))],
    ['summed but no JSON', summed('{"format":1,}')],
    ['followed by something', `${TEXT} `],
  ])('refuses a text that is %s', (_, text) => {
    expect(parseDecision(text)).toBeNull();
  });
});

describe('a decision', () => {
  const decision = parseDecision(TEXT);

  it('is in force under its policy until it expires', () => {
    expect(inForce(decision, 'ab', 1999)).toBe(decision);
    expect(inForce(decision, 'ab', 2000)).toBeNull();
    expect(inForce(decision, 'cd', 1999)).toBeNull();
    expect(inForce(null, 'ab', 1999)).toBeNull();
  });

  it('grants with another one only what both grant', () => {
    const refused = parseDecision(summed(HEAD.replace('"bits":3', '"bits":1')));
    expect(narrower(decision, refused)?.bits).toBe(1);
    expect(narrower(refused, decision)?.bits).toBe(1);
    expect(narrower(decision, null)).toBeNull();
    const other = parseDecision(summed(HEAD.replace('functional', 'analytics')));
    expect(narrower(decision, other)).toBeNull();
  });

  it('denies a category that it does not name', () => {
    expect(has(['a', 'b'], 2, 'b')).toBe(true);
    expect(has(['a', 'b'], 2, 'a')).toBe(false);
    expect(has(['a', 'b'], -1, 'c')).toBe(false);
  });
});
