import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namedPeers } from '../src/compat/peers';

const guide = readFileSync('docs/guide/switching.md', 'utf8');

test.each(['cookieconsent', 'klaro', 'c15t', 'tarteaucitron'])(
  'the switch from %s takes less than ten lines',
  (name) => {
    const [, section = ''] = guide.split(`\n## From ${name}\n`);
    const [, block = ''] = /```html\n(.*?)```/s.exec(section.split('\n## ')[0] ?? '') ?? [];
    expect(block.trim().split('\n').length).toBeLessThan(10);
    const named = namedPeers(/data-compat="([^"]*)"/.exec(block)?.[1] ?? '');
    expect(named.map((peer) => peer.name)).toEqual([name]);
  },
);
