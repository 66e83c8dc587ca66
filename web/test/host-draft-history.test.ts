// @vitest-environment happy-dom
// @vitest-environment-options { "settings": { "disableCSSFileLoading": true, "handleDisabledFileLoadingAsSuccess": true } }
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Autosave } from '../src/host/drafts/autosave';
import { showHistories } from '../src/host/drafts/history';
import { excerpt } from '../src/host/drafts/history/passage';
import { CarrelError } from '../src/host/errors';
import * as de from '../src/i18n/drafts.de.json';
import * as en from '../src/i18n/drafts.en.json';
import type { Payload, RecordOptions, Saved, Value, Version } from '../src/shared/types';
import { settled } from './host-fakes';

type DraftPayload = Extract<Payload, { shape: 'draft' }>;

const ENTITY = 'course/essay';
const NOON = Date.UTC(2026, 10, 1, 12);
const at = (text: string, minute: number): Version => ({ text, at: NOON + minute * 60_000 });

/** One draft, with what others have written of it. */
class Store extends EventTarget {
  payload: DraftPayload | null = null;
  pending = false;
  rivals: Version[] = [];
  earlier: Version[] = [];
  version = 2;
  refusal: CarrelError | null = null;
  readonly recorded: [DraftPayload, RecordOptions][] = [];

  async record(_: string, __: string, payload: Payload, options: RecordOptions): Promise<Saved> {
    if (payload.shape !== 'draft') throw new CarrelError('bad_payload');
    if (this.refusal) throw this.refusal;
    this.recorded.push([payload, options]);
    this.pending = false;
    if (options.version === this.version || options.version === undefined) this.rivals = [];
    this.say(payload.text, payload.state);
    return 'durable';
  }

  values(item: string, entity: string): Value[] {
    const { payload, pending, rivals, version } = this;
    const rest = { item, entity, at: NOON, saved: true, tier: 'persistent' } as const;
    return payload ? [{ ...rest, payload, pending, rivals, version }] : [];
  }

  versions(): Version[] {
    return this.earlier;
  }

  say(text: string, state: DraftPayload['state'] = 'open'): void {
    this.payload = { shape: 'draft', text, state };
    this.dispatchEvent(new CustomEvent('change', { detail: { items: ['draft.text'] } }));
  }
}

let store: Store;
let autosave: Autosave;
let area: HTMLTextAreaElement;
let element: HTMLElement;

beforeEach(() => {
  area = document.createElement('textarea');
  area.id = 'essay';
  area.dataset['carrelDraft'] = 'draft.text';
  area.dataset['carrelEntity'] = ENTITY;
  element = document.createElement('carrel-draft-history');
  element.setAttribute('for', 'essay');
  document.body.replaceChildren(area, element);
  store = new Store();
});
afterEach(() => autosave.close());

function start(language = 'en'): void {
  const histories = (of: Autosave) => showHistories(of, language);
  autosave = new Autosave('guest', store, { refused: () => {}, histories });
  autosave.start();
}

const all = (selector: string) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
];
const one = (selector: string): HTMLElement => {
  const [found] = all(selector);
  if (!found) throw new Error(`${selector} is not there`);
  return found;
};
const press = (act: string) => one(`[data-act="${act}"]`).click();
const texts = (selector: string) => all(selector).map(({ textContent }) => textContent);
const status = () => one('[role=status]').textContent;
const offered = () => all('[part=notice] [data-act]').map(({ dataset }) => dataset['act']);

test('says nothing while there is nothing to say', () => {
  store.say('Dear reader');
  start();
  expect(element.dataset['state']).toBeUndefined();
  expect(one('[part=notice]').hidden).toBe(true);
  expect(one('[data-act=versions]').parentElement?.hidden).toBe(true);
  expect(status()).toBe('');
});

describe('where a text was written elsewhere too', () => {
  beforeEach(() => {
    store.rivals = [at('Dear all', 3), at('Dear me', 1)];
    store.say('Dear reader');
    start();
  });

  test('offers all of them, with their time', () => {
    expect(element.dataset['state']).toBe('conflict');
    expect(status()).toBe(en.conflict.title);
    expect(texts('[part=excerpt]')).toEqual(['Dear all', 'Dear me']);
    expect(all('time').map((time) => time.getAttribute('datetime'))).toEqual([
      '2026-11-01T12:03:00.000Z',
      '2026-11-01T12:01:00.000Z',
    ]);
    expect(offered()).toEqual(['use-0', 'use-1', 'mine', 'both']);
  });

  test.each([
    ['mine', 'Dear reader'],
    ['use-0', 'Dear all'],
    ['use-1', 'Dear me'],
    ['both', 'Dear reader\n\nDear all\n\nDear me'],
  ])('%s makes one of them, which replaces what was seen', async (act, text) => {
    one(`[data-act="${act}"]`).focus();
    press(act);
    await settled();
    expect(store.recorded).toEqual([[{ shape: 'draft', text, state: 'open' }, { version: 2 }]]);
    expect([area.value, element.dataset['state']]).toEqual([text, undefined]);
    expect([document.activeElement, status()]).toEqual([area, en.conflict.settled]);
  });

  test('what was not chosen can be restored on this page, whatever the store keeps', async () => {
    press('use-1');
    await settled();
    press('versions');
    expect(texts('[part=dialog] [part=excerpt]').sort()).toEqual(['Dear all', 'Dear reader']);
  });

  test('a rival that goes on is shown as it is now', () => {
    store.rivals = [at('Dear all of you', 4), at('Dear me', 1)];
    store.say('Dear reader');
    expect(texts('[part=excerpt]')).toEqual(['Dear all of you', 'Dear me']);
  });

  test('the text that the store puts first is a rival where the person writes another', async () => {
    area.focus();
    area.value = 'Dear me';
    area.dispatchEvent(new Event('input', { bubbles: true }));
    store.rivals = [at('Dear me', 1)];
    store.say('Dear all');
    area.value = 'Dear me, and more';
    store.say('Dear all');
    expect(texts('[part=notice] [part=excerpt]')).toEqual(['Dear all']);
  });

  test('a rival that says the same is none', () => {
    store.rivals = [at('Dear reader', 3)];
    store.say('Dear reader');
    expect(element.dataset['state']).toBeUndefined();
  });

  test('the field hears of each change of the rivals once', () => {
    const heard = vi.fn();
    area.addEventListener('carrel:conflict', heard);
    store.say('Dear reader');
    expect(heard).not.toHaveBeenCalled();
    store.rivals = [at('Dear all of you', 4), at('Dear me', 1)];
    store.say('Dear reader');
    expect(heard).toHaveBeenCalledOnce();
  });
});

test('a text that another tab has settled on is gone on from, also under the person’s hands', async () => {
  start();
  area.focus();
  area.value = 'Dear reader';
  area.dispatchEvent(new Event('input', { bubbles: true }));
  await settled();
  store.version = 7;
  store.say('Dear reader');
  area.value = 'Dear reader!';
  area.dispatchEvent(new Event('input', { bubbles: true }));
  expect(store.recorded.at(-1)?.[1]).toEqual({ version: 7 });
});

describe('earlier versions', () => {
  beforeEach(() => {
    store.earlier = [at('Dear reader', 3), at('Dear', 2), at(' ', 1), at('Dear', 0)];
    store.say('Dear reader');
    start();
    press('versions');
  });

  test('are listed once, without the one that is shown', () => {
    expect(one('dialog').hasAttribute('open')).toBe(true);
    expect(texts('[part=dialog] [part=excerpt]')).toEqual(['Dear']);
    expect(texts('[part=dialog] [part=length]')).toEqual(['Words: 1']);
  });

  test('are restored, and the text that there was becomes one', async () => {
    press('restore');
    await settled();
    expect(one('dialog').hasAttribute('open')).toBe(false);
    expect([area.value, document.activeElement]).toEqual(['Dear', area]);
    press('versions');
    expect(texts('[part=dialog] [part=excerpt]')).toEqual(['Dear reader']);
  });

  test('are discarded with the draft once that was confirmed', async () => {
    press('discard');
    expect(store.recorded).toEqual([]);
    press('no');
    press('discard');
    press('yes');
    await settled();
    expect(store.recorded.map(([payload]) => payload)).toEqual([
      { shape: 'draft', text: '', state: 'discarded' },
    ]);
    expect([area.value, status()]).toEqual(['', en.discard.done]);
    expect(one('[data-act=versions]').parentElement?.hidden).toBe(true);
  });

  test('are not offered for the next text once this one is handed in', async () => {
    press('restore');
    await settled();
    store.earlier = [];
    store.say('Dear', 'sent');
    store.say('Another');
    press('versions');
    expect(texts('[part=dialog] [part=excerpt]')).toEqual([]);
  });

  test('stay where discarding fails, which is said', async () => {
    store.refusal = new CarrelError('closed');
    press('discard');
    press('yes');
    await settled();
    expect([area.value, status()]).toEqual(['Dear reader', en.discard.failed]);
  });

  test('leave the page with the person whose they are', () => {
    autosave.close();
    expect(element.shadowRoot?.textContent).toBe('');
    expect(element.shadowRoot?.childElementCount).toBe(0);
  });
});

describe('after a withdrawal', () => {
  function withdraw(): void {
    store.pending = true;
    store.say('Dear reader');
    start();
  }

  test('asks what becomes of the draft', () => {
    withdraw();
    expect([element.dataset['state'], status()]).toEqual(['pending', en.pending.title]);
    expect(offered()).toEqual(['download', 'keep', 'discard']);
  });

  test('keeps it, on request', async () => {
    withdraw();
    press('keep');
    await settled();
    expect(store.recorded).toEqual([[{ shape: 'draft', text: 'Dear reader', state: 'kept' }, {}]]);
    expect([element.dataset['state'], status()]).toEqual([undefined, en.pending.kept]);
  });

  test.each(['form', 'control'])('hands it in by the page’s own %s', (by) => {
    const form = document.createElement('form');
    const control = document.createElement('button');
    control.id = 'hand-in';
    document.body.append(form, control);
    const handIn = vi.fn((event: Event) => event.preventDefault());
    if (by === 'form') {
      form.append(area);
      form.addEventListener('submit', handIn);
    } else {
      element.setAttribute('submit', 'hand-in');
      control.addEventListener('click', handIn);
    }
    withdraw();
    press('submit');
    expect(handIn).toHaveBeenCalledOnce();
  });
});

const LONG = 'word '.repeat(100).trim();

test.each([
  ['Dear reader', '', 'Dear reader'],
  ['Two\n\nparagraphs', '', 'Two paragraphs'],
  [`${LONG} end`, LONG, `… ${'word '.repeat(31)}end`],
  [`${LONG} other`, `${LONG} end`, `… ${'word '.repeat(31)}other`],
  [`begin ${LONG}`, 'other', `begin ${'word '.repeat(30)}word …`],
])('the excerpt of %j beside %j', (text, beside, shown) => {
  expect(excerpt(text, beside)).toBe(shown);
});

test('all of it is said in every language', () => {
  const keys = (texts: object): unknown[] =>
    Object.entries(texts).map(([key, value]) =>
      typeof value === 'object' ? [key, keys(value)] : key,
    );
  expect(keys(de)).toEqual(keys(en));
  store.rivals = [at('Lieber Leser', 3)];
  store.say('Liebe Leserin');
  start('de');
  expect(status()).toBe(de.conflict.title);
});
