import { expect, test } from 'vitest';
import { Reaction } from '../src/host/reaction';

test('what was told of a command is not told of the next', () => {
  const reaction = new Reaction();
  reaction.refuse('too_large', 'draft.text');
  reaction.item('draft.text');
  reaction.changed();
  reaction.frame(Uint8Array.of(1));
  reaction.consent(Uint8Array.of(2));
  reaction.persist(7, true, '', 0);
  const changed = { kind: 'changed', items: ['draft.text'] };
  const persist = { kind: 'persist', id: 7, strict: true, decision: '', consent: null, inbox: 0 };
  expect(reaction.outcome(5)).toEqual({
    code: 'too_large',
    where: 'draft.text',
    ticket: 5,
    effects: [changed, { ...persist, frames: [Uint8Array.of(1)], consent: Uint8Array.of(2) }],
  });
  reaction.changed();
  reaction.persist(8, true, '', 0);
  expect(reaction.outcome(0)).toEqual({
    code: '',
    where: '',
    ticket: 0,
    effects: [
      { ...changed, items: [] },
      { ...persist, id: 8, frames: [] },
    ],
  });
});

test.each<[string, (reaction: Reaction, bytes: Uint8Array) => void]>([
  ['frames', (to, bytes) => [to.frame(bytes), to.persist(1, false, '', 0)]],
  ['a choice', (to, bytes) => [to.consent(bytes), to.persist(1, false, '', 0)]],
  ['a snapshot', (to, bytes) => to.snapshot(1, 2, 1, bytes, 0, [])],
  ['what is for the visit', (to, bytes) => to.put_tier(1, false, 'k', false, bytes, '')],
])('%s are copied out of the memory that the engine writes on', (_, tell) => {
  const memory = Uint8Array.of(0, 1, 2, 3);
  const reaction = new Reaction();
  tell(reaction, memory.subarray(1, 3));
  memory.fill(9);
  const [effect] = reaction.outcome(0).effects;
  const held = Object.values(effect ?? {}).flat();
  const bytes = held.find((value) => value instanceof Uint8Array);
  expect(bytes).toEqual(Uint8Array.of(1, 2));
  expect(bytes?.buffer.byteLength, 'nothing around it').toBe(2);
});
