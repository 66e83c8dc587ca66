// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Alarm } from '../src/host/alarm';
import { Leadership } from '../src/host/leadership';
import { follow } from '../src/host/lifecycle';
import { Peers } from '../src/host/peers';
import { ENDINGS } from '../src/shared/names';
import { settled } from './host-fakes';

/** One exclusive lock, as `navigator.locks` gives it. */
function fakeLocks(): Pick<LockManager, 'request'> {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_: string, { signal }: LockOptions, hold: () => Promise<unknown>) => {
    const turn = last.then(() => {
      if (signal?.aborted) throw new DOMException('', 'AbortError');
      return hold();
    });
    last = turn.catch(() => {});
    return turn;
  };
  return { request } as unknown as LockManager;
}

function tab(): { leadership: Leadership; roles: boolean[] } {
  const roles: boolean[] = [];
  return { leadership: new Leadership('guest', (leader) => roles.push(leader)), roles };
}

const hearing = (advanced = vi.fn(), ended = vi.fn()) => ({ advanced, ended, heard: vi.fn() });

beforeEach(() => {
  Object.defineProperty(navigator, 'locks', { value: fakeLocks(), configurable: true });
});
afterEach(() => {
  vi.useRealTimers();
});

test('the second tab leads once the first has resigned, and the first may come back', async () => {
  const [first, second] = [tab(), tab()];
  first.leadership.seek();
  second.leadership.seek();
  await settled();
  expect([first.roles, second.roles]).toEqual([[true], []]);
  first.leadership.resign();
  first.leadership.seek();
  await settled();
  expect([first.roles, second.roles]).toEqual([[true, false], [true]]);
  second.leadership.resign();
  await settled();
  expect([first.roles, second.roles]).toEqual([
    [true, false, true],
    [true, false],
  ]);
});

test('a tab that resigns while it waits never leads', async () => {
  const [first, second] = [tab(), tab()];
  first.leadership.seek();
  second.leadership.seek();
  second.leadership.resign();
  first.leadership.resign();
  await settled();
  expect(second.roles).toEqual([]);
});

test('without Web Locks nobody leads', async () => {
  Object.defineProperty(navigator, 'locks', { value: undefined, configurable: true });
  const { leadership, roles } = tab();
  leadership.seek();
  await settled();
  leadership.resign();
  expect(roles).toEqual([]);
});

test('peers of one profile hear that there is more to read; others do not', async () => {
  const [own, peer, other] = [vi.fn(), vi.fn(), vi.fn()];
  const listening = [
    ['guest', own],
    ['guest', peer],
    ['p7k2', other],
  ] as const;
  const all = listening.map(([profile, advanced]) => new Peers(profile, hearing(advanced)));
  await vi.waitFor(() => expect(peer).toHaveBeenCalledOnce()); // greeted
  all[0]?.advanced();
  await vi.waitFor(() => expect(peer).toHaveBeenCalledTimes(2));
  expect(own).not.toHaveBeenCalled();
  expect(other).not.toHaveBeenCalled();
  for (const peers of all) peers.close();
});

test('a tab that has met no other says nothing of what it wrote, but tells every decision', async () => {
  const heard: unknown[] = [];
  const loader = new BroadcastChannel('carrel/guest');
  loader.onmessage = ({ data }) => heard.push(data);
  const alone = new Peers('guest', hearing());
  alone.advanced();
  alone.decided();
  await vi.waitFor(() => expect(heard).toEqual(['here', 'advanced']));
  const second = new Peers('guest', hearing());
  await vi.waitFor(() => expect(heard).toEqual(['here', 'advanced', 'here', 'advanced']));
  alone.advanced();
  second.advanced();
  await vi.waitFor(() => expect(heard.slice(4)).toEqual(['advanced', 'advanced']));
  for (const channel of [alone, second, loader]) channel.close();
});

test('every way to end reaches the peers of one profile, and nothing else does', async () => {
  const [advanced, ended] = [vi.fn(), vi.fn()];
  const [own, peer] = [new Peers('guest', hearing()), new Peers('guest', hearing(advanced, ended))];
  const stray = new BroadcastChannel('carrel/guest');
  stray.postMessage('no such ending');
  for (const how of ENDINGS) own.end(how);
  await vi.waitFor(() => expect(ended.mock.calls.flat()).toEqual([...ENDINGS]));
  expect(advanced).toHaveBeenCalledOnce(); // greeted
  for (const channel of [own, peer, stray]) channel.close();
});

test('the newer time replaces the older', () => {
  vi.useFakeTimers();
  const ring = vi.fn();
  const alarm = new Alarm(ring);
  alarm.set(Date.now() + 1_000);
  alarm.set(Date.now() + 5_000);
  vi.advanceTimersByTime(4_999);
  expect(ring).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(ring).toHaveBeenCalledOnce();
  alarm.set(0);
  alarm.clear();
  vi.advanceTimersByTime(9);
  expect(ring).toHaveBeenCalledOnce();
});

test('a time too far for a timer does not ring at once', () => {
  vi.useFakeTimers();
  const ring = vi.fn();
  const alarm = new Alarm(ring);
  alarm.set(Date.now() + 2 ** 40);
  vi.advanceTimersByTime(1_000);
  expect(ring).not.toHaveBeenCalled();
  alarm.clear();
});

test('the page is followed until the signal aborts', () => {
  const ended = new AbortController();
  const events = { hidden: vi.fn(), left: vi.fn(), restored: vi.fn(), online: vi.fn() };
  follow(events, ended.signal);
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
  expect(events.hidden).toHaveBeenCalledTimes(1);
  window.dispatchEvent(new Event('pagehide'));
  expect(events.hidden).toHaveBeenCalledTimes(2);
  expect(events.left).toHaveBeenCalledOnce();
  window.dispatchEvent(new Event('pageshow'));
  expect(events.restored).not.toHaveBeenCalled();
  window.dispatchEvent(Object.assign(new Event('pageshow'), { persisted: true }));
  expect(events.restored).toHaveBeenCalledOnce();
  document.dispatchEvent(new Event('resume'));
  expect(events.restored).toHaveBeenCalledTimes(2);
  window.dispatchEvent(new Event('offline'));
  window.dispatchEvent(new Event('online'));
  expect(events.online.mock.calls).toEqual([[false], [true]]);
  ended.abort();
  window.dispatchEvent(new Event('online'));
  expect(events.online).toHaveBeenCalledTimes(2);
});
