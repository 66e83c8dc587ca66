import type { Enumeration, EnumerationName, Enumerator, Name } from './module';

/** Translates between an enumeration of the wasm module and its names. */
export class Names<E extends EnumerationName> {
  readonly #names = new Map<number, Name<E>>();

  constructor(readonly of: Enumeration<Name<E>>) {
    for (const [name, enumerator] of Object.entries<Partial<Enumerator>>(of)) {
      if (typeof enumerator.value === 'number') this.#names.set(enumerator.value, name as Name<E>);
    }
  }

  /** The enumerator's name; `denied` where it is none of them. */
  name<D>(enumerator: Enumerator, denied: D): Name<E> | D {
    return this.#names.get(enumerator.value) ?? denied;
  }
}
