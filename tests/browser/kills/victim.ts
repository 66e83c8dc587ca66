/** A page of a browser that may be killed at any time. */
export interface Tab {
  goto(address: string): Promise<unknown>;
  reload(): Promise<unknown>;
  close(): Promise<void>;
  evaluate<A, R>(act: (given: A) => R | Promise<R>, given: A): Promise<R>;
  /** Ends the process that runs the page, and no other. */
  crash(): Promise<void>;
}

/** A browser that comes back with what its process had left on the disk. */
export interface Victim {
  readonly name: string;
  version(): Promise<string>;
  /** A new page; `said` hears each line that it writes to the console. */
  tab(said: (line: string) => void): Promise<Tab>;
  /** SIGKILL to every process of it, sent before this returns. */
  kill(): Promise<void>;
  destroy(): Promise<void>;
}

/** A browser whose room for a site can be taken away. */
export interface Cramped extends Victim {
  /** Null: as much as the browser would give. */
  setRoom(origin: string, bytes: number | null): Promise<void>;
}

export const isCramped = (victim: Victim): victim is Cramped => 'setRoom' in victim;
