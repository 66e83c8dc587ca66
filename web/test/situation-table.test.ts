// Every situation of the native engine's table, in the engine in wasm and at the loader.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { built, instance } from './host-real';
import { allowed } from './support/allowed';
import { CHOSEN_AT, DAY, Played, PROGRAM, type Row, situations } from './support/situations';

const RULES = 'shared/rules/places.json';
const EVERY_USE = 'tests/golden/policy/valid/every_use.json';
/** Prime to each number of the table's product: over the places every person comes up. */
const STEP = 17;
const ALLOWED = /[1ef]/;

interface Document {
  consent: { expires_days: number };
  categories: { key: string; required: boolean }[];
  purposes: { key: string; category: string }[];
  services: { key: string; purpose: string }[];
}

/** The policy of the tests, and the same where an age that is not known is a child's. */
function asking(): string {
  const policy = JSON.parse(readFileSync(EVERY_USE, 'utf8'));
  policy.consent.asks_age = true;
  const path = join(mkdtempSync(join(tmpdir(), 'carrel-')), 'asking.json');
  writeFileSync(path, JSON.stringify(policy));
  return path;
}

/** The key's purposes, in the policy's order. */
function purposesOf({ categories, purposes, services }: Document): Map<string, number[]> {
  const where = (is: (purpose: Document['purposes'][number]) => boolean) =>
    purposes.flatMap((purpose, index) => (is(purpose) ? [index] : []));
  return new Map([
    ...categories.map(({ key }) => [key, where(({ category }) => category === key)] as const),
    ...services.map(({ key, purpose }) => [key, where((other) => other.key === purpose)] as const),
  ]);
}

afterEach(() => vi.unstubAllGlobals());

describe.each([
  ['without asking the age', () => EVERY_USE],
  ['asking the age', asking],
])('%s', (_, policyPath) => {
  const setUp = () => {
    const path = policyPath();
    const bytes = readFileSync(path);
    const policy = {
      text: bytes.toString(),
      hash: createHash('sha256').update(bytes).digest('hex'),
    };
    return { policy, document: JSON.parse(policy.text) as Document, rows: situations(path, RULES) };
  };

  test('the engine in wasm rules as the native one', async ({ skip }) => {
    skip(!existsSync(PROGRAM), `${PROGRAM} is not built`);
    skip(!built, 'the engine in wasm is not built');
    const { policy, rows } = setUp();
    const rules = readFileSync(RULES, 'utf8');
    const module = await instance();
    const choices = ['unasked', 'refused', 'on_device', 'granted'];
    const seen = new Set<string>();
    for (let i = 0; i < rows.length; i += STEP) {
      const row = rows[i] as Row;
      const played = new Played(module, policy, rules, row);
      let text = '';
      for (const { day, quiet, signalled, decision = text } of row.outcomes) {
        text = decision;
        const off = played.on(day, false);
        const on = played.on(day, true);
        expect(
          [off.reasons, on.reasons],
          JSON.stringify({ day, ...row, outcomes: undefined }),
        ).toEqual([quiet, signalled]);
        for (const digit of quiet + signalled) seen.add(digit);
        const { format: __, policy: hash, sum, ...cached } = JSON.parse(text || '{}');
        if (text === '') expect(off.decision.choice).toBe(0);
        else {
          expect(hash).toBe(policy.hash);
          expect(off.decision).toEqual({ ...cached, choice: choices.indexOf(cached.choice) });
        }
        expect(on.decision).toEqual(off.decision);
      }
      played.close();
    }
    // All but `none` and `changed`, which takes another policy.
    expect(seen.size).toBeGreaterThanOrEqual(13);
  }, 120_000);

  test('the loader allows nothing that the engine denies, then or later', ({ skip }) => {
    skip(!existsSync(PROGRAM), `${PROGRAM} is not built`);
    const { policy, document, rows } = setUp();
    const purposes = purposesOf(document);
    const keys = [...purposes.keys()];
    const seen = new Set<string>();
    const faults = new Set<string>();
    for (const navigator of [
      {},
      { globalPrivacyControl: true },
      { globalPrivacyControl: false, doNotTrack: '1' },
    ]) {
      vi.stubGlobal('navigator', navigator);
      const signal = Object.values(navigator).some((value) => value === true || value === '1');
      const known = new Map<string, string[]>();
      const loaded = (text: string, day: number): string[] => {
        const at = `${day}${text}`;
        const found =
          known.get(at) ?? allowed(keys, [text, text], policy.hash, CHOSEN_AT + day * DAY);
        known.set(at, found);
        return found;
      };
      for (const row of rows) {
        let held: string[] = [];
        for (const { day, quiet, signalled, decision } of row.outcomes) {
          if (decision !== undefined) held = [...held, decision];
          const reasons = signal ? signalled : quiet;
          for (const text of held) {
            for (const key of loaded(text, day)) {
              seen.add(key);
              if (!purposes.get(key)?.every((index) => ALLOWED.test(reasons[index] ?? '')))
                faults.add(JSON.stringify({ key, day, reasons, ...row, outcomes: undefined }));
            }
          }
        }
      }
      for (const [at] of known) {
        const text = at.slice(at.indexOf('{'));
        if (!at.includes('{')) continue;
        const { until } = JSON.parse(text) as { until: number };
        expect(allowed(keys, [text, text], policy.hash, until)).toEqual([]);
      }
    }
    expect([...faults].slice(0, 5)).toEqual([]);
    expect([...seen].sort()).toEqual([...keys].sort());
  }, 120_000);
});
