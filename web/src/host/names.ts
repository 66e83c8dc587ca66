import type { Enumeration, Enumerator } from './module';

/** Translates between an enumeration of the wasm module and its names. */
export class Names<N extends string> {
  readonly #names = new Map<number, N>();

  constructor(readonly of: Enumeration<N>) {
    for (const [name, enumerator] of Object.entries<Partial<Enumerator>>(of)) {
      if (typeof enumerator.value === 'number') this.#names.set(enumerator.value, name as N);
    }
  }

  /** The enumerator's name; `denied` where it is none of them. */
  name<D>(enumerator: Enumerator, denied: D): N | D {
    return this.#names.get(enumerator.value) ?? denied;
  }
}
