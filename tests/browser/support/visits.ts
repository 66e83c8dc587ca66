import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { People } from './people';

interface Served {
  readonly origin: string;
  stop(): Promise<void>;
}

/** A server and a browser that are there while the tests of one file run. */
export class Visits<S extends Served> {
  #there: { server: S; people: People } | undefined;

  constructor(start: () => Promise<S>) {
    beforeAll(async () => {
      this.#there = { server: await start(), people: await People.invite() };
    });
    afterAll(async () => {
      await this.people.leave();
      await this.server.stop();
    });
  }

  get server(): S {
    return this.#now.server;
  }

  get people(): People {
    return this.#now.people;
  }

  /** A page of a fresh profile, at the server's address. */
  visitor(options: BrowserContextOptions = {}): Promise<Page> {
    return this.people.visitor({ baseURL: this.server.origin, ...options });
  }

  get #now(): { server: S; people: People } {
    if (!this.#there) throw new Error('the tests of this file have not begun');
    return this.#there;
  }
}
