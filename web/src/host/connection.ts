import { openExisting, openOrCreate } from '../shared/idb';
import { CarrelError } from './errors';

interface Job {
  /** Issues its requests before it first awaits, so that jobs commit in the order given. */
  run(db: IDBDatabase): Promise<void>;
  /** What it does where there is no database; absent: the database is created. */
  absent?: () => void;
  fail(error: unknown): void;
  retried: boolean;
}

const LOST = new Set(['InvalidStateError', 'AbortError', 'UnknownError']);

/** One profile's database: opened when first needed, opened again where the browser drops it. */
export class Connection {
  #db: IDBDatabase | null = null;
  #jobs: Job[] = [];
  #opening = false;
  #closed = false;

  constructor(readonly name: string) {}

  /** Runs `task` on the database, which is created where there is none. */
  write<T>(task: (db: IDBDatabase) => Promise<T>): Promise<T> {
    return new Promise((resolve, fail) => {
      this.#add({ run: async (db) => resolve(await task(db)), fail, retried: false });
    });
  }

  /** Runs `task` where there is a database, else resolves to `absent`. */
  read<T>(task: (db: IDBDatabase) => Promise<T>, absent: T): Promise<T> {
    return new Promise((resolve, fail) => {
      const run = async (db: IDBDatabase) => resolve(await task(db));
      this.#add({ run, absent: () => resolve(absent), fail, retried: false });
    });
  }

  close(): void {
    this.#closed = true;
    this.#db?.close();
  }

  #add(job: Job): void {
    this.#jobs.push(job);
    if (!this.#opening) this.#pump();
  }

  #pump(): void {
    while (this.#db && this.#jobs.length > 0) this.#start(this.#db, this.#jobs.shift());
    const [next] = this.#jobs;
    if (next) void this.#open(next);
  }

  async #open(next: Job): Promise<void> {
    this.#opening = true;
    try {
      if (this.#closed) throw new CarrelError('closed');
      const db = await (next.absent ? openExisting(this.name) : openOrCreate(this.name));
      if (db) this.#use(db);
      else this.#jobs.shift()?.absent?.();
    } catch (error) {
      const full = (error as Error | null)?.name === 'QuotaExceededError';
      const reason = full || this.#closed ? error : new CarrelError('unavailable');
      for (const job of this.#jobs.splice(0)) job.fail(reason);
    } finally {
      this.#opening = false;
    }
    this.#pump();
  }

  #use(db: IDBDatabase): void {
    db.onclose = () => this.#drop(db);
    this.#db = db;
    if (this.#closed) db.close();
  }

  #start(db: IDBDatabase, job: Job | undefined): void {
    job?.run(db).catch((error: unknown) => {
      const again = !this.#closed && !job.retried && LOST.has((error as Error | null)?.name ?? '');
      if (!again) return job.fail(error);
      job.retried = true;
      this.#drop(db);
      this.#add(job);
    });
  }

  #drop(db: IDBDatabase): void {
    if (this.#db !== db) return;
    this.#db = null;
    db.close();
  }
}
