// @vitest-environment happy-dom
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { defineSaveState, showSaveState } from '../src/host/elements/save-state';
import { SaveState } from '../src/host/save-state';
import * as de from '../src/i18n/host.de.json';
import * as en from '../src/i18n/host.en.json';

describe('the save state', () => {
  const calm = { reason: '', underway: 0 };

  function told(act: (state: SaveState) => void): unknown[] {
    const tell = vi.fn();
    act(new SaveState(tell));
    return tell.mock.calls.map(([{ state, reason }]) => `${state} ${reason}`.trim());
  }

  test('says nothing before anything was recorded', () => {
    expect(told((state) => state.update(calm))).toEqual([]);
  });

  test('says that it is kept for this visit only', () => {
    const states = told((state) => {
      state.acknowledged('visit');
      state.update(calm);
    });
    expect(states).toEqual(['saved visit']);
  });

  test('says why nothing is stored, before what is under way', () => {
    const states = told((state) => {
      state.update({ reason: '', underway: 1 });
      state.update({ reason: 'quota', underway: 1 });
      state.update({ reason: '', underway: 1 });
    });
    expect(states).toEqual(['saving', 'unsaved quota', 'saving']);
  });

  test('stays unsaved while one field is refused', () => {
    const states = told((state) => {
      state.acknowledged('durable');
      state.refused('essay', 'too_large');
      state.update(calm);
      state.refused('essay', '');
      state.update(calm);
    });
    expect(states).toEqual(['unsaved too_large', 'saved']);
  });
});

describe('<carrel-save-state>', () => {
  let element: HTMLElement;

  beforeAll(() => {
    defineSaveState('en-GB');
    defineSaveState('de');
  });
  beforeEach(() => {
    vi.useFakeTimers();
    element = document.createElement('carrel-save-state');
    document.body.append(element);
  });
  afterEach(() => {
    element.remove();
    vi.useRealTimers();
  });

  function show(state: 'saving' | 'saved' | 'unsaved', reason = ''): string[] {
    showSaveState({ state, reason });
    vi.advanceTimersByTime(0);
    return [element.dataset['state'] ?? '', element.textContent ?? ''];
  }

  test.each([
    ['saved', '', 'saved', 'Saved'],
    ['saved', 'visit', 'visit', 'Kept for this visit only'],
    ['saved', 'memory', 'visit', en.reasons.memory],
    ['unsaved', 'quota', 'unsaved', en.reasons.quota],
    ['unsaved', 'unheard of', 'unsaved', 'Not saved'],
  ] as const)('%s %s', (state, reason, shown, text) => {
    expect(show(state, reason)).toEqual([shown, text]);
  });

  test('announces a save only where it takes long', () => {
    show('saved');
    expect(show('saving')).toEqual(['saving', 'Saved']);
    vi.advanceTimersByTime(500);
    expect(element.textContent).toBe('Saving …');
  });

  test('shows the newest state where it comes late', () => {
    show('unsaved', 'quota');
    const late = document.createElement('carrel-save-state');
    document.body.append(late);
    expect(late.dataset['state']).toBe('unsaved');
    expect(late.getAttribute('role')).toBe('status');
    late.remove();
  });
});

test('every reason is told in every language', () => {
  expect(Object.keys(de.reasons)).toEqual(Object.keys(en.reasons));
});
