import { expect, test } from 'vitest';
import { moment } from '../src/host/moment';

test('no two moments have the same entropy, also where it is drawn anew', () => {
  const drawn = Array.from({ length: 300 }, () => {
    const [, ...entropy] = moment();
    return entropy.join();
  });
  expect(new Set(drawn).size).toBe(drawn.length);
  expect(drawn).not.toContain('0,0,0,0');
});
