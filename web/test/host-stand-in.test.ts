import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Word } from '../src/host/peers';
import { PATIENCE, PAUSE, StandIn } from '../src/host/stand-in';

const LONGEST = 2 * PATIENCE;

/** A tab on the channel of `room`; `waits` is what its engine says. */
class Tab {
  queued = false;
  session = true;
  frozen = false;
  readonly roles: string[] = [];
  readonly said: Word[] = [];
  readonly #missed: Word[] = [];
  readonly standIn = new StandIn(
    (word) => {
      this.said.push(word);
      for (const tab of this.room) if (tab !== this) tab.hear(word);
    },
    (wrote) => this.session && (wrote || this.queued),
    (leads, sends) => this.roles.push(leads ? 'leads' : sends ? 'stands in' : 'rests'),
  );

  constructor(readonly room: Tab[]) {
    room.push(this);
  }

  hear(word: Word): void {
    if (this.frozen) this.#missed.push(word);
    else this.standIn.heard(word);
  }

  thaw(): void {
    this.frozen = false;
    for (const word of this.#missed.splice(0)) this.hear(word);
  }
}

let leader: Tab;
let second: Tab;
let third: Tab;

beforeEach(() => {
  vi.useFakeTimers();
  const room: Tab[] = [];
  [leader, second, third] = [new Tab(room), new Tab(room), new Tab(room)];
  leader.standIn.lead(true);
});
afterEach(() => {
  for (const tab of leader.room) tab.standIn.clear();
  expect(vi.getTimerCount()).toBe(0);
  vi.restoreAllMocks();
  vi.useRealTimers();
});

test('a leader that answers goes on alone', () => {
  second.standIn.wrote();
  vi.advanceTimersByTime(LONGEST + PAUSE);
  expect(leader.said).toEqual(['sends']);
  expect([leader.roles, second.roles, third.roles]).toEqual([['leads'], [], []]);
});

test('a leader that is frozen has a stand-in, until it is back', () => {
  leader.frozen = true;
  second.standIn.wrote();
  vi.advanceTimersByTime(PATIENCE - 1);
  expect(second.roles).toEqual([]);
  vi.advanceTimersByTime(PATIENCE + 1);
  expect(second.roles).toEqual(['stands in']);
  leader.thaw();
  expect(second.roles).toEqual(['stands in', 'rests']);
  expect(leader.roles).toEqual(['leads']);
});

test('of two that wait for an answer one stands in, and the other takes its word', () => {
  leader.frozen = true;
  vi.spyOn(Math, 'random').mockReturnValueOnce(0.5).mockReturnValueOnce(0.1);
  second.standIn.wrote();
  third.standIn.wrote();
  vi.advanceTimersByTime(LONGEST);
  expect([second.roles, third.roles]).toEqual([[], ['stands in']]);
  second.standIn.wrote();
  vi.advanceTimersByTime(PAUSE + LONGEST);
  expect(second.roles).toEqual([]);
});

test('a stand-in that freezes too is followed by another', () => {
  leader.frozen = true;
  second.standIn.wrote();
  vi.advanceTimersByTime(LONGEST);
  second.frozen = true;
  third.standIn.wrote();
  vi.advanceTimersByTime(PAUSE + LONGEST);
  expect(third.roles).toEqual(['stands in']);
  third.queued = second.queued = true;
  second.thaw();
  vi.advanceTimersByTime(PAUSE + LONGEST);
  expect([second.roles.at(-1), third.roles.at(-1)].sort()).toEqual(['rests', 'stands in']);
});

test('a stand-in that is given the lock leads', () => {
  leader.frozen = true;
  second.standIn.wrote();
  vi.advanceTimersByTime(LONGEST);
  second.standIn.lead(true);
  third.standIn.wrote();
  vi.advanceTimersByTime(LONGEST);
  expect(second.roles).toEqual(['stands in', 'leads']);
  expect(third.roles).toEqual([]);
});

test('after an answer it asks again once, if something was written or waits', () => {
  const questions = () => second.said.filter((word) => word === 'who_sends').length;
  second.standIn.wrote();
  for (let i = 0; i < 9; i++) second.standIn.wrote();
  expect(questions()).toBe(1);
  vi.advanceTimersByTime(PAUSE);
  expect(questions()).toBe(2);
  vi.advanceTimersByTime(9 * PAUSE);
  expect(questions()).toBe(2);
  second.queued = true;
  second.standIn.wrote();
  leader.frozen = true;
  vi.advanceTimersByTime(PAUSE + LONGEST);
  expect(second.roles).toEqual(['stands in']);
});

test('nobody asks for a person who is not signed in', () => {
  second.session = false;
  second.standIn.wrote();
  vi.advanceTimersByTime(LONGEST);
  expect(second.said).toEqual([]);
});

test('a tab that ends while it waits never stands in', () => {
  leader.frozen = true;
  second.standIn.wrote();
  second.standIn.clear();
  vi.advanceTimersByTime(LONGEST);
  expect(second.roles).toEqual([]);
});
