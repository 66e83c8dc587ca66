// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Autosave } from '../src/host/drafts/autosave';
import { entityOf } from '../src/host/drafts/field';
import { CarrelError } from '../src/host/errors';
import type { Payload, Saved, Value, Version } from '../src/shared/types';
import { settled } from './host-fakes';

type DraftPayload = Extract<Payload, { shape: 'draft' }>;

/** A store that acknowledges when told to. */
class Store extends EventTarget {
  readonly kept = new Map<string, DraftPayload>();
  readonly recorded: string[] = [];
  acknowledge: () => void = () => {};
  refusal: CarrelError | null = null;
  slow = false;

  async record(item: string, entity: string, payload: Payload): Promise<Saved> {
    if (payload.shape !== 'draft') throw new CarrelError('bad_payload');
    this.recorded.push(payload.text);
    if (this.refusal) throw this.refusal;
    this.kept.set(`${item} ${entity}`, payload);
    if (this.slow) await new Promise<void>((acknowledge) => (this.acknowledge = acknowledge));
    return 'durable';
  }

  values(item: string, entity: string): Value[] {
    const payload = this.kept.get(`${item} ${entity}`);
    const rest = { item, entity, at: 0, saved: true, pending: false, version: 2 } as const;
    return payload ? [{ ...rest, tier: 'persistent', payload, rivals: [] }] : [];
  }

  versions(): Version[] {
    return [];
  }

  keep(entity: string, text: string, state: DraftPayload['state'] = 'open'): void {
    this.kept.set(`draft.text ${entity}`, { shape: 'draft', text, state });
    this.dispatchEvent(new CustomEvent('change', { detail: { items: ['draft.text'] } }));
  }
}

let store: Store;
let refused: ReturnType<typeof vi.fn<(place: string, reason: string) => void>>;
let autosave: Autosave;

beforeEach(() => {
  document.body.replaceChildren();
  store = new Store();
  refused = vi.fn();
  autosave = new Autosave('guest', store, { refused, histories: () => {} });
});
afterEach(() => {
  autosave.close();
});

function field(text = '', entity = 'course/essay'): HTMLTextAreaElement {
  const area = document.createElement('textarea');
  area.dataset['carrelDraft'] = 'draft.text';
  area.dataset['carrelEntity'] = entity;
  area.textContent = text;
  document.body.append(area);
  return area;
}

function type(area: HTMLTextAreaElement | HTMLInputElement, text: string): void {
  area.value = text;
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

describe('what is typed', () => {
  test('is recorded in the same task', () => {
    const area = field();
    autosave.start();
    type(area, 'D');
    expect(store.recorded).toEqual(['D']);
  });

  test('before the engine came is recorded when it comes', () => {
    field('Write here').value = 'Dear';
    autosave.start();
    expect(store.recorded).toEqual(['Dear']);
  });

  test('is recorded as its newest text while one record is under way', async () => {
    store.slow = true;
    const area = field();
    autosave.start();
    for (const text of ['D', 'De', 'Dea', 'Dear']) type(area, text);
    expect(store.recorded).toEqual(['D']);
    store.acknowledge();
    await settled();
    expect(store.recorded).toEqual(['D', 'Dear']);
  });

  test('is recorded at once when the page is hidden', () => {
    store.slow = true;
    const area = field();
    autosave.start();
    type(area, 'D');
    type(area, 'De');
    autosave.flush();
    expect(store.recorded).toEqual(['D', 'De']);
    autosave.flush();
    expect(store.recorded).toHaveLength(2);
  });

  test('stays where it is when refused, and the field says why', async () => {
    const area = field();
    autosave.start();
    const error = vi.fn();
    document.addEventListener('carrel:error', error, { once: true });
    store.refusal = new CarrelError('too_large', 'draft.text');
    type(area, 'far too long');
    await settled();
    expect(area.value).toBe('far too long');
    expect(refused).toHaveBeenLastCalledWith('draft.text course/essay', 'too_large');
    expect(error.mock.calls[0]?.[0]).toMatchObject({
      target: area,
      detail: { code: 'too_large', where: 'draft.text' },
    });
    store.refusal = null;
    type(area, 'short');
    await settled();
    expect(refused).toHaveBeenLastCalledWith('draft.text course/essay', '');
  });

  test('goes on being kept where the person asked to keep it', async () => {
    store.keep('course/essay', 'Dear', 'kept');
    const area = field();
    autosave.start();
    type(area, 'Dear reader');
    const kept = { shape: 'draft', text: 'Dear reader', state: 'kept' };
    expect(store.kept.get('draft.text course/essay')).toEqual(kept);
  });

  test('in a password field is left alone', () => {
    const input = document.createElement('input');
    input.type = 'password';
    input.dataset['carrelDraft'] = 'draft.text';
    document.body.append(input);
    autosave.start();
    type(input, 'secret');
    expect(store.recorded).toEqual([]);
  });
});

describe('a kept text', () => {
  test('is shown in an empty field, and the page hears of it', () => {
    store.keep('course/essay', 'Dear reader');
    const restored = vi.fn();
    const area = field();
    area.addEventListener('carrel:restored', restored);
    autosave.start();
    expect(area.value).toBe('Dear reader');
    expect(restored).toHaveBeenCalledOnce();
    expect(store.recorded).toEqual([]);
  });

  test('is shown in place of what the page itself put there', () => {
    store.keep('course/essay', 'Dear reader');
    const area = field('Write here');
    autosave.start();
    expect(area.value).toBe('Dear reader');
  });

  test.each([
    ['Something new', 'Dear reader\n\nSomething new'],
    ['Dear reader, and more', 'Dear reader, and more'],
  ])('is not lost to what was typed before the engine came: %s', (typed, both) => {
    store.keep('course/essay', 'Dear reader');
    const area = field();
    area.value = typed;
    autosave.start();
    expect(area.value).toBe(both);
    expect(store.recorded).toEqual([both]);
  });

  test('is shown in place of an older version of it that the browser brought back', () => {
    store.keep('course/essay', 'Dear reader');
    const area = field();
    area.value = 'Dear';
    autosave.start();
    expect(area.value).toBe('Dear reader');
    expect(area.getAttribute('autocomplete')).toBe('off');
    expect(store.recorded).toEqual([]);
  });

  test.each(['sent', 'discarded'] as const)('that was %s is not shown', (state) => {
    store.keep('course/essay', 'Dear reader', state);
    const area = field();
    autosave.start();
    expect(area.value).toBe('');
  });

  test('is shown in a field that comes later', async () => {
    autosave.start();
    store.keep('course/essay', 'Dear reader');
    const area = field();
    await settled();
    expect(area.value).toBe('Dear reader');
  });

  test('follows another tab, but not under the person’s hands', () => {
    const area = field();
    autosave.start();
    store.keep('course/essay', 'from there');
    expect(area.value).toBe('from there');
    area.focus();
    store.keep('course/essay', 'from there again');
    expect(area.value).toBe('from there');
  });
});

test.each([
  ['/en/courses/privacy/essay.html', 'essay', 'en/courses/privacy/essay.html#essay'],
  ['/', 'essay', 'essay'],
  ['/', '', 'page'],
  ['/a b/ü', 'x', 'a-20b/-C3-BC#x'],
  [`/${'long/'.repeat(60)}`, 'x', `${'long/'.repeat(60)}#x`.slice(-200).replace(/^\//, '')],
])('a field at %s with id "%s" is the entity %s', (path, id, entity) => {
  history.replaceState(null, '', path);
  const area = document.createElement('textarea');
  area.id = id;
  expect(entityOf(area)).toBe(entity);
});
