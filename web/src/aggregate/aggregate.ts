import type { AtRest } from '../host/at-rest';
import type { Aggregate, Budget, Figure, Of, Ordinal } from '../shared/aggregate';
import { ENDINGS } from '../shared/names';
import type { Carrel, Payload } from '../shared/types';
import { budgetOf } from './budget';
import { figureOf } from './figures';
import { type Plan, placeOf, type Task } from './metrics';
import { entityOf, notesOf, numberOf } from './notes';
import type { Refusals } from './refusals';
import { changeLedger, LedgerStore } from './store';

/** Where the policy does not let it be kept, or the profile has ended, it is not, and nobody is told. */
const SILENT: readonly unknown[] = ['not_permitted', 'closed', ...ENDINGS];

/** The metrics of one profile. */
export class Aggregates implements Aggregate {
  constructor(
    readonly carrel: Carrel,
    /** Null: the policy declares none. */
    readonly plan: Plan | null,
    readonly store: LedgerStore,
    readonly refuse: Refusals,
  ) {}

  declares(metric: string, course = ''): boolean {
    return this.#tasks().some((task) => task.metric.key === metric && task.course === course);
  }

  async mark(metric: string, cell: Ordinal = 0, of: Of = {}): Promise<void> {
    const task = this.#task(metric, of);
    const { encoding, item } = task.metric;
    const at = cell === 0 ? 0 : placeOf(encoding === 'sum' ? 0 : task.cells, cell, 1) + 1;
    if (cell !== 0 && at === 0) throw this.refuse('unknown_cell', 'cell');
    if (encoding === 'sum') return this.add(metric, 0, of);
    const epoch = this.#epoch();
    if (epoch < 0) return;
    const part = this.#part(task, of);
    const noted = notesOf(this.carrel, task, epoch);
    if (noted?.some((note) => note.part === part && note.at === at)) return;
    const number = numberOf(task, part, at);
    const payload: Payload = { shape: 'intervals', spans: [[number, number + 1]] };
    await this.#record(item, entityOf(task, epoch, 0), payload);
  }

  async add(metric: string, amount: number, of: Of = {}): Promise<void> {
    const task = this.#task(metric, of);
    const { encoding, item, most } = task.metric;
    if (encoding !== 'sum') throw this.refuse('unknown_metric', 'metric');
    if (!Number.isSafeInteger(amount) || amount < 0) throw this.refuse('bad_type', 'amount');
    const epoch = this.#epoch();
    if (epoch < 0) return;
    const entity = entityOf(task, epoch, this.#part(task, of));
    const before = this.carrel.values(item, entity)[0]?.payload;
    const held = before?.shape === 'number' ? before.value : -1;
    const value = Math.min(most, Math.max(0, held) + amount);
    if (value !== held) await this.#record(item, entity, { shape: 'number', value });
  }

  figures(course = ''): Figure[] {
    const epoch = this.#epoch();
    const { plan, carrel } = this;
    if (!plan || epoch < 0) return [];
    return this.#tasks()
      .filter((task) => task.course === course)
      .map((task) => figureOf(task, plan.calendar, epoch, notesOf(carrel, task, epoch)));
  }

  budget(): Promise<Budget> {
    return budgetOf(this.store, this.plan);
  }

  /** What the guest has told counts here; of what waits there nothing is sent. */
  async takeOver(guest: AtRest): Promise<void> {
    const { bytes } = await new LedgerStore(guest).read();
    if (bytes) await changeLedger(this.store, ({ handle }) => void handle.takeOver(bytes));
  }

  #tasks(): Task[] {
    return this.plan?.metrics.flatMap(({ tasks }) => tasks) ?? [];
  }

  /** The one at hand; negative where there is none yet. */
  #epoch(): number {
    return this.plan?.calendar.at(Date.now()) ?? -1;
  }

  #task(key: string, { course = '' }: Of): Task {
    const tasks = this.#tasks().filter(({ metric }) => metric.key === key);
    if (tasks.length === 0) throw this.refuse('unknown_metric', 'metric');
    const task = tasks.find((one) => one.course === course);
    if (!task) throw this.refuse('unknown_course', 'course');
    return task;
  }

  #part({ parts }: Task, { part = 0 }: Of): number {
    const place = placeOf(parts, part);
    if (place < 0) throw this.refuse('unknown_part', 'part');
    return place;
  }

  async #record(item: string, entity: string, payload: Payload): Promise<void> {
    try {
      await this.carrel.record(item, entity, payload);
    } catch (error) {
      if (!SILENT.includes((error as { code?: string }).code)) throw error;
    }
  }
}
