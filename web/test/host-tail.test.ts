// @vitest-environment happy-dom
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { toBase64 } from '../src/host/base64';
import { type Append, Journal } from '../src/host/journal';
import { built, closeAll, emptyBrowser, frames, functional, open, place, texts } from './host-real';

const LEFT = 'carrel/guest/tail/another';

let journal: Journal;
beforeEach(() => {
  emptyBrowser();
  journal = new Journal('guest');
});
afterEach(() => {
  journal.close();
  closeAll();
});

const frame = (first: number, length = 1) => new Uint8Array(length).fill(first);
const append = (frames: Uint8Array[], members: Partial<Append> = {}) =>
  journal.append({ frames, strict: false, decision: '', consent: null, inbox: 0, ...members });
const leave = (...left: Uint8Array[]) => localStorage.setItem(LEFT, left.map(toBase64).join(' '));
const copies = () => Object.values(localStorage).map((text) => String(text).split(' '));

describe('the tail', () => {
  test('is copied while it is under way, and removed once it is in the journal', async () => {
    const appended = append([frame(1), frame(2)]);
    expect(copies()).toEqual([]);
    journal.copyTail();
    expect(copies()).toEqual([[toBase64(frame(1)), toBase64(frame(2))]]);
    await appended;
    expect(copies()).toEqual([]);
    journal.copyTail();
    expect(copies()).toEqual([]);
  });

  test('is copied no further than there is room, the newest first', async () => {
    const appended = [1, 2, 3].map((n) => append([frame(n, 20_000)]));
    journal.copyTail();
    expect(copies()).toEqual([[2, 3].map((n) => toBase64(frame(n, 20_000)))]);
    await Promise.all(appended);
  });

  test('holds no choice, which would come back after a newer one', async () => {
    const appended = append([frame(1)], { strict: true, decision: 'd' });
    journal.copyTail();
    expect(copies()).toEqual([]);
    await appended;
  });

  test('is nothing that a write must wait for', async () => {
    vi.stubGlobal('localStorage', undefined);
    const appended = append([frame(1)]);
    journal.copyTail();
    expect(await appended).toEqual([1]);
    expect(await journal.adoptTail()).toBe(0);
  });

  test('that another page left is adopted once, but for what the journal has', async () => {
    await append([frame(1)]);
    leave(frame(1), frame(2));
    localStorage.setItem('carrel/p7k2/tail/of-another', 'AQ==');
    expect(await journal.adoptTail()).toBe(1);
    expect(await journal.adoptTail()).toBe(0);
    expect((await frames()).map(String)).toEqual(['1', '2']);
    expect(Object.keys(localStorage)).toEqual(['carrel/p7k2/tail/of-another']);
  });

  test('stays where it cannot be adopted', async () => {
    leave(frame(1));
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementationOnce(() => {
      throw new DOMException('', 'SecurityError');
    });
    await expect(journal.adoptTail()).rejects.toThrow('unavailable');
    expect(await journal.adoptTail()).toBe(1);
  });

  test('is forgotten with the frames', async () => {
    await append([frame(1)]);
    leave(frame(1));
    await journal.forget([1]);
    expect(copies()).toEqual([]);
  });
});

describe.skipIf(!built)('an engine that opens after a page was killed', () => {
  /** What the killed page had recorded, which is not in the journal. */
  async function killed(): Promise<void> {
    const carrel = await open();
    await carrel.choose('granted', functional, texts);
    await carrel.record('progress.place', 'en/video', place);
    carrel.close();
    const all = (await frames()) as Uint8Array[];
    await journal.forget([all.length]);
    leave(all.at(-1) ?? frame(0));
  }

  test('has what the page had copied, and keeps it', async () => {
    await killed();
    const carrel = await open();
    const value = { payload: place, saved: true, tier: 'persistent' };
    expect(carrel.values('progress.place')).toMatchObject([value]);
    expect(await frames()).toHaveLength(2);
    expect(copies().flat().join()).not.toContain(toBase64((await frames())[1] as Uint8Array));
  });

  test('has nothing of it where its purpose was withdrawn since', async () => {
    await killed();
    const copy = localStorage.getItem(LEFT) ?? '';
    localStorage.removeItem(LEFT);
    const meanwhile = await open();
    await meanwhile.choose('refused', [], texts);
    meanwhile.close();
    localStorage.setItem(LEFT, copy);
    const before = await frames();
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const carrel = await open();
    expect(put.mock.calls.map(([value]) => toBase64(value))).toContain(copy);
    await vi.waitFor(async () => expect(await frames()).toEqual(before));
    expect(carrel.values('progress.place').filter(({ tier }) => tier === 'persistent')).toEqual([]);
  });
});
