import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { allowed } from './support/allowed';
import { PROGRAM } from './support/situations';

interface Row {
  gpc: boolean;
  permits: string[];
  decision: string;
}

/** Every text that differs from this one in a single byte. */
function* corrupted(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++) {
    for (let byte = 0; byte < 256; byte++) {
      if (byte !== text.charCodeAt(at))
        yield text.slice(0, at) + String.fromCharCode(byte) + text.slice(at + 1);
    }
  }
}

/** Of each choice the narrowest and the widest. */
function extremes(decisions: Set<string>): string[] {
  const parsed = [...decisions].map((text) => {
    const { choice, bits } = JSON.parse(text) as { choice: string; bits: number };
    return { text, choice, bits };
  });
  return [...new Set(parsed.map(({ choice }) => choice))].flatMap((choice) => {
    const rows = parsed.filter((row) => row.choice === choice).sort((a, b) => a.bits - b.bits);
    return [...new Set([...rows.slice(0, 1), ...rows.slice(-1)].map(({ text }) => text))];
  });
}

afterEach(() => vi.unstubAllGlobals());

describe.each(['shared/policies/demo.json', 'examples/embed-policy.json'])('%s', (path) => {
  const bytes = readFileSync(path);
  const policy = createHash('sha256').update(bytes).digest('hex');
  const { categories } = JSON.parse(bytes.toString()) as { categories: { key: string }[] };
  const keys = categories.map(({ key }) => key);
  const table = (): Row[] =>
    execFileSync(PROGRAM, ['table', path], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));

  test('the loader allows nothing that the gate does not permit', ({ skip }) => {
    skip(!existsSync(PROGRAM), `${PROGRAM} is not built`);
    const seen = new Set<string>();
    for (const { gpc, permits, decision } of table()) {
      vi.stubGlobal('navigator', { globalPrivacyControl: gpc });
      const until = decision ? (JSON.parse(decision) as { until: number }).until : Date.now();
      const at = (now: number, hash = policy) => allowed(keys, [decision, decision], hash, now);
      for (const key of [...at(0), ...at(until - 1)]) {
        expect(permits).toContain(key);
        seen.add(key);
      }
      expect([...at(until), ...at(until + 1), ...at(0, 'f'.repeat(64))]).toEqual([]);
    }
    // Without a row that allows them the above would say nothing.
    expect([...seen].sort()).toEqual([...keys].sort());
  });

  test('a decision with one byte changed allows nothing', ({ skip }) => {
    skip(!existsSync(PROGRAM), `${PROGRAM} is not built`);
    vi.stubGlobal('navigator', { globalPrivacyControl: false });
    const decisions = extremes(new Set(table().flatMap(({ decision }) => decision || [])));
    for (const decision of decisions) {
      const widened: string[] = [];
      for (const damaged of corrupted(decision)) {
        if (allowed(keys, [damaged, damaged], policy, 0).length > 0) widened.push(damaged);
      }
      expect(widened).toEqual([]);
      expect(allowed(keys, [decision, `${decision} `], policy, 0)).toEqual([]);
      expect(allowed(keys, [decision, decision], policy, 0)).toContain('necessary');
    }
    expect(decisions.length).toBeGreaterThan(2);
  }, 60_000);
});
