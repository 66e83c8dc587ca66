/** A browser in which time passes, and a server that takes reports. */
import { vi } from 'vitest';
import type { Carrel } from '../../src/host/carrel';
import { openExisting, result } from '../../src/shared/idb';
import { LEDGER } from '../../src/shared/names';
import type { OpenOptions } from '../../src/shared/types';
import { open, texts } from '../host-real';
import { DAY, METRICS, policyWith } from './metrics';

export const START = Date.parse('2026-03-02');
/** The epoch's end, and that of the days in which its reports are sent. */
export const END = START + 28 * DAY;
export const SENT_BY = END + 7 * DAY;
export const ALL = ['drafts', 'preferences', 'resume', 'figures', 'insights'];

/** What `POST /aggregate/reports` answers, and what it was sent. */
export class Collector {
  status = 204;
  readonly requests: { path: string; init: RequestInit; bytes: Uint8Array }[] = [];

  /** In the place of the browser's fetch. */
  install(): this {
    vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
      const bytes = new Uint8Array(await (init.body as Blob).arrayBuffer());
      this.requests.push({ path, init, bytes });
      if (this.status === 0) throw new TypeError('offline');
      const isEmpty = this.status === 204;
      return new Response(isEmpty ? null : '', { status: this.status });
    });
    return this;
  }

  /** In hex, each as often as it was sent. */
  get reports(): string[] {
    return this.requests.map(({ bytes }) => Buffer.from(bytes).toString('hex'));
  }
}

export const policyOf = (metrics: readonly object[] = METRICS) =>
  policyWith({ from: '2026-03-02' }, metrics);

export function at(time: number): void {
  vi.setSystemTime(time);
}

/** Pages that may send, with the reporter at work at once. */
export function visit(options: Partial<OpenOptions> = {}): Promise<Carrel> {
  vi.stubGlobal('requestIdleCallback', (task: () => void) => queueMicrotask(task));
  return open({ policyText: policyOf(), transport: 'fetch', ...options });
}

/** Has chosen, and the reporter knows. */
export async function grant(carrel: Carrel, purposes = ALL): Promise<void> {
  await carrel.choose(purposes.length > 0 ? 'granted' : 'refused', purposes, texts);
}

/** What lies in the browser; absent where there is none. */
export async function ledgerOf(profile = 'guest'): Promise<Uint8Array | undefined> {
  const db = await openExisting(`carrel/${profile}`);
  if (!db) return undefined;
  const meta = db.transaction('meta').objectStore('meta');
  const bytes = await result<Uint8Array | undefined>(meta.get(LEDGER));
  db.close();
  return bytes;
}

/** Turns of reporters that are under way. */
const turns = new Set<Promise<unknown>>();
const held = new Set<string>();

type Task = (lock: object | null) => unknown;

/** As Web Locks, of which the environment has none; there is no leader. */
async function request(name: string, options: LockOptions | Task, task?: Task): Promise<unknown> {
  const { ifAvailable } = options as LockOptions;
  if (name.endsWith('/leader')) return new Promise(() => {});
  if (!ifAvailable) return (task ?? (options as Task))({});
  const isFree = !held.has(name);
  if (!isFree) return task?.(null);
  held.add(name);
  const end = Promise.resolve(task?.({}))
    .catch(() => {})
    .finally(() => {
      held.delete(name);
      turns.delete(end);
    });
  turns.add(end);
  return end;
}

/** Gives the pages locks, by which `rest` knows of turns. */
export function withLocks(): void {
  vi.spyOn(navigator, 'locks', 'get').mockReturnValue({ request } as unknown as LockManager);
}

/** Nothing is under way any more. */
export async function rest(): Promise<void> {
  for (let quiet = 0; quiet < 20; quiet++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (turns.size === 0) continue;
    await Promise.all(turns);
    quiet = 0;
  }
}
