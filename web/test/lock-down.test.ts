// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { LockDown } from '../src/lock-down/lock-down';

interface Golden {
  named: string[];
  never: string[];
  hosts: string[][];
}

const golden: Golden = JSON.parse(readFileSync('tests/golden/content-policy.json', 'utf8'));

/** By directive its sources; one that is not there has those of default-src. */
function sourcesOf(policy: string, directive: string): string[] {
  const directives = policy.split(';').map((text) => text.trim().split(/\s+/));
  const found = (name: string) => directives.find(([first]) => first === name)?.slice(1);
  return found(directive) ?? found('default-src') ?? [];
}

const hostsIn = (sources: string[]) => sources.filter((source) => source.includes('://'));

afterEach(() => document.head.replaceChildren());

test.each(golden.hosts.map((hosts) => ({ hosts })))(
  'names $hosts where the header of the server does',
  ({ hosts }) => {
    new LockDown(hosts.map((host) => `service=${host}`).join(' ')).follow(() => true);
    const policy = document.head.querySelector('meta')?.content ?? '';
    for (const directive of golden.named)
      expect(hostsIn(sourcesOf(policy, directive)), directive).toEqual(hosts);
    for (const directive of golden.never) expect(hostsIn(sourcesOf(policy, directive))).toEqual([]);
  },
);
