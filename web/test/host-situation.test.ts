// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Age, Carrel, Explanation } from '../src/shared/types';
import { built, closeAll, emptyBrowser, frames, functional, open, place, texts } from './host-real';

const rules = readFileSync('shared/rules/places.json', 'utf8');
const child: Age = { from: 13, below: 14, method: 'stated', country: 'DE' };

beforeEach(emptyBrowser);
afterEach(closeAll);

async function reasons(carrel: Carrel): Promise<Record<string, string>> {
  const rows: Explanation[] = await carrel.explain();
  return Object.fromEntries(rows.map(({ purpose, reason }) => [purpose, reason]));
}

function approvalsAsked(): string[][] {
  const asked: string[][] = [];
  window.addEventListener('carrel:approval-needed', ({ detail }) => asked.push(detail.purposes));
  return asked;
}

describe.skipIf(!built)('what the engine is told of a person', () => {
  test('each purpose is explained by the rule that decided', async () => {
    const carrel = await open();
    const before = await carrel.explain();
    expect(before.find(({ reason }) => reason === 'required')?.allowed).toBe(true);
    expect(await reasons(carrel)).toMatchObject({ drafts: 'not_asked', resume: 'not_asked' });
    await carrel.choose('granted', ['drafts'], texts);
    const after = await carrel.explain();
    expect(after.filter(({ purpose }) => functional.includes(purpose))).toEqual([
      { purpose: 'preferences', allowed: false, reason: 'refused' },
      { purpose: 'resume', allowed: false, reason: 'refused' },
      { purpose: 'drafts', allowed: true, reason: 'granted' },
      { purpose: 'figures', allowed: false, reason: 'refused' },
    ]);
    carrel.close();
    expect(await carrel.explain()).not.toContainEqual(expect.objectContaining({ allowed: true }));
  });

  test('a child waits for a parent, whom the site is told to ask', async () => {
    const asked = approvalsAsked();
    const carrel = await open({ situation: { place: 'DE', rules } });
    await carrel.choose('granted', functional, texts);
    await carrel.age(child);
    expect(carrel.allowed('functional')).toBe(false);
    expect(asked).toEqual([expect.arrayContaining(functional)]);
    await carrel.age({ ...child, approval: 'refused' });
    expect(await reasons(carrel)).toMatchObject({ drafts: 'parent_refused' });
    await carrel.age({ ...child, method: 'parent', approval: 'granted' });
    expect(await reasons(carrel)).toMatchObject({ drafts: 'decides_anew' });
    expect(asked).toHaveLength(1);

    await carrel.choose('granted', functional, texts);
    expect(carrel.allowed('functional')).toBe(true);
    carrel.close();
    const grown = await open({ situation: { place: 'DE', rules } });
    expect(grown.allowed('functional'), 'kept over a close').toBe(true);
    await grown.age({ from: 16, method: 'account', country: 'DE' });
    expect(await reasons(grown)).toMatchObject({ drafts: 'decides_anew' });
    expect(grown.decision().ask).toBe(true);
  });

  test.each<[string, unknown]>([
    ['no years', { ...child, from: 1.5 }],
    ['an unknown method', { ...child, method: 'guessed' }],
    ['an unknown approval', { ...child, approval: 'perhaps' }],
    ['a place that is none', { ...child, country: 'Germany' }],
  ])('%s is no age', async (_, age) => {
    const carrel = await open();
    const refusal = { code: 'bad_payload', where: 'profile.age' };
    await expect(carrel.age(age as Age)).rejects.toMatchObject(refusal);
    expect(await reasons(carrel)).toMatchObject({ drafts: 'not_asked' });
  });

  test('a school takes away, gives back, and never switches on', async () => {
    const carrel = await open({ situation: { place: 'DE', rules } });
    await carrel.choose('granted', ['drafts'], texts);
    await carrel.situate({ restricted: ['drafts', 'resume'] });
    expect(await reasons(carrel)).toMatchObject({ drafts: 'restricted', resume: 'restricted' });
    await carrel.situate({ restricted: [] });
    expect(await reasons(carrel)).toMatchObject({ drafts: 'granted', resume: 'refused' });
    expect(carrel.decision().erase, 'the place is still known').toBe(true);
    await carrel.situate({ place: 'US-CA' });
    expect(carrel.decision().erase).toBe(false);
    const damaged = carrel.situate({ rules: '{}' });
    await expect(damaged).rejects.toMatchObject({ code: 'bad_policy' });
    expect(carrel.decision().erase, 'the strictest').toBe(true);
  });

  test('what was collected is deleted on request, beyond the withdrawal rule', async () => {
    const carrel = await open();
    await carrel.choose('granted', functional, texts);
    const draft = { shape: 'draft', text: 'secret words', state: 'open' } as const;
    await carrel.record('draft.text', 'en/essay', draft);
    await carrel.record('progress.place', 'en/video', place);
    await carrel.choose('refused', [], texts, undefined, ['drafts']);
    expect(carrel.values('draft.text')).toEqual([]);
    expect(carrel.values('progress.place'), 'for the visit').toHaveLength(1);
    await expect
      .poll(async () =>
        (await frames()).map((frame) => new TextDecoder().decode(frame as Uint8Array)),
      )
      .not.toContainEqual(expect.stringContaining('secret'));
    expect((await carrel.receipts()).receipts, 'one for each choice').toHaveLength(2);
    const unknown = carrel.choose('refused', [], texts, undefined, ['nothing']);
    await expect(unknown).rejects.toMatchObject({ code: 'unknown_purpose', where: 'erase' });
  });
});
