import type { Saved } from '../shared/types';
import type { CarrelError } from './errors';

interface Waiting {
  resolve(saved: Saved): void;
  reject(error: CarrelError): void;
}

/** The promises of what is on its way to storage. */
export class Tickets {
  readonly #waiting = new Map<number, Waiting>();

  get open(): number {
    return this.#waiting.size;
  }

  /** The promise of a ticket; 0 needs no acknowledgement. */
  issue(ticket: number): Promise<Saved> {
    if (ticket === 0) return Promise.resolve('memory');
    return new Promise((resolve, reject) => {
      this.#waiting.set(ticket, { resolve, reject });
    });
  }

  settle(ticket: number, saved: Saved): void {
    this.#waiting.get(ticket)?.resolve(saved);
    this.#waiting.delete(ticket);
  }

  /** Nothing more will be acknowledged. */
  fail(error: CarrelError): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
