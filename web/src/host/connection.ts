import { FIRST_VERSION, openExisting, openNext, openOrCreate } from '../shared/idb';
import { CarrelError } from './errors';

interface Job {
  /** Issues its requests before it first awaits, so that jobs commit in the order given. */
  run(db: IDBDatabase): Promise<void>;
  /** What it does where there is no database; absent: the database is created. */
  absent?: () => void;
  fail(error: unknown): void;
}

/** A job with its place in the order of all. */
interface Numbered extends Job {
  readonly number: number;
  retried: boolean;
}

const LOST = new Set(['InvalidStateError', 'AbortError', 'UnknownError']);

/** One profile's database: opened when first needed, opened again where the browser drops it. */
export class Connection {
  #db: IDBDatabase | null = null;
  /** By number. */
  #jobs: Numbered[] = [];
  #running = new Set<Promise<void>>();
  #numbers = 0;
  /** The latest write that is complete. */
  #written = 0;
  #opening = false;
  #closed = false;
  /** The one that is this connection's; 0 where every version will do. */
  #version = 0;

  /** `ended`: another connection has made a version that is not this one's, or deletes them all. */
  constructor(
    readonly name: string,
    readonly ended: (code: 'overtaken' | 'forgotten') => void = () => {},
  ) {}

  /** Keeps to the version that there is now. */
  pin(): void {
    this.#version ||= this.#db?.version ?? FIRST_VERSION;
  }

  /** Makes the next version, as `openNext` does; resolves to whether it is there. */
  async upgrade(change: (transaction: IDBTransaction) => Promise<boolean>): Promise<boolean> {
    await this.write(async () => {});
    this.pin();
    this.#opening = true;
    try {
      while (this.#running.size > 0) await Promise.all(this.#running);
      if (this.#db) this.#drop(this.#db);
      const db = await openNext(this.name, this.#version + 1, change);
      if (!db) return false;
      this.#version = db.version;
      this.#use(db);
      return true;
    } finally {
      this.#opening = false;
      this.#pump();
    }
  }

  /** Runs `task` on the database, which is created where there is none. */
  write<T>(task: (db: IDBDatabase) => Promise<T>): Promise<T> {
    return new Promise((resolve, fail) => {
      this.#add({ run: async (db) => resolve(await task(db)), fail });
    });
  }

  /** Runs `task` where there is a database, else resolves to `absent`. */
  read<T>(task: (db: IDBDatabase) => Promise<T>, absent: T): Promise<T> {
    return new Promise((resolve, fail) => {
      const run = async (db: IDBDatabase) => resolve(await task(db));
      this.#add({ run, absent: () => resolve(absent), fail });
    });
  }

  /** What was asked for before is still done. */
  close(): void {
    this.#closed = true;
    if (!this.#opening) this.#db?.close();
  }

  /** Nothing that waits is done any more. */
  abandon(): void {
    this.close();
    for (const job of this.#jobs.splice(0)) job.fail(new CarrelError('closed'));
  }

  #add(job: Job): void {
    if (this.#closed) job.fail(new CarrelError('closed'));
    else this.#enqueue({ ...job, number: ++this.#numbers, retried: false });
  }

  /** Before all that was asked for after it. */
  #enqueue(job: Numbered): void {
    const after = this.#jobs.findIndex(({ number }) => number > job.number);
    this.#jobs.splice(after < 0 ? this.#jobs.length : after, 0, job);
    if (!this.#opening) this.#pump();
  }

  #pump(): void {
    while (this.#db && this.#jobs[0]) this.#start(this.#db, this.#jobs[0]);
    const [next] = this.#jobs;
    if (next) void this.#open(next);
    else if (this.#closed) this.#db?.close();
  }

  async #open(next: Numbered): Promise<void> {
    this.#opening = true;
    try {
      const db = await this.#find(next.absent === undefined);
      // What the lost connection fails to do is older than what waits here.
      while (this.#running.size > 0) await Promise.all(this.#running);
      if (db) this.#use(db);
      else if (next.absent) this.#jobs.shift()?.absent?.();
      else throw new CarrelError('overtaken');
    } catch (error) {
      const reason = reasonOf(error);
      for (const job of this.#jobs.splice(0)) job.fail(reason);
      if ((reason as Partial<CarrelError>).code === 'overtaken') this.ended('overtaken');
    } finally {
      this.#opening = false;
    }
    this.#pump();
  }

  /** Only a first version is created: the records of a later one need more than its stores. */
  #find(create: boolean): Promise<IDBDatabase | null> {
    const version = this.#version || undefined;
    const creates = create && this.#version <= FIRST_VERSION;
    return creates ? openOrCreate(this.name, version) : openExisting(this.name, version);
  }

  #use(db: IDBDatabase): void {
    db.onclose = () => this.#drop(db);
    db.onversionchange = ({ newVersion }) => {
      db.close();
      this.ended(newVersion === null ? 'forgotten' : 'overtaken');
    };
    this.#db = db;
  }

  #start(db: IDBDatabase, job: Numbered): void {
    this.#jobs.shift();
    const isWrite = job.absent === undefined;
    // It would come after what was asked for later.
    const tooLate = isWrite && job.number < this.#written;
    const done = () => {
      if (isWrite) this.#written = job.number;
    };
    const failed = (error: unknown) => {
      const lost = LOST.has((error as Error | null)?.name ?? '');
      if (!lost || job.retried || this.#closed) return job.fail(error);
      job.retried = true;
      this.#drop(db);
      return this.#enqueue(job);
    };
    const running = (tooLate ? Promise.reject(new CarrelError('closed')) : job.run(db))
      .then(done, failed)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  #drop(db: IDBDatabase): void {
    if (this.#db !== db) return;
    this.#db = null;
    db.close();
  }
}

function reasonOf(error: unknown): unknown {
  if (error instanceof CarrelError) return error;
  const { name } = (error ?? {}) as Partial<Error>;
  if (name === 'QuotaExceededError') return error;
  return new CarrelError(name === 'VersionError' ? 'overtaken' : 'unavailable');
}
