import type { Effect, Enumerator } from './module';

/** What a command has led to. */
export interface Outcome {
  /** Empty where the command was accepted. */
  code: string;
  where: string;
  /** Not 0 where an `acknowledge` effect with this number follows. */
  ticket: number;
  effects: Effect[];
}

/** Takes down what the engine tells of a command: it calls these methods by their names. */
export class Reaction {
  /** Why the last write failed; empty where all is well. */
  failing = '';

  #code = '';
  #where = '';
  #effects: Effect[] = [];
  #frames: Uint8Array[] = [];
  #consent: Uint8Array | null = null;
  #items: string[] = [];

  /** What was told since, of the command that returned this ticket. */
  outcome(ticket: number): Outcome {
    const outcome = { code: this.#code, where: this.#where, ticket, effects: this.#effects };
    this.#code = this.#where = '';
    this.#effects = [];
    return outcome;
  }

  refuse(code: string, where: string): void {
    this.#code = code;
    this.#where = where;
  }

  reason(reason: string): void {
    this.failing = reason;
  }

  read(id: number, after: number, known: number): void {
    this.#effects.push({ kind: 'read', id, after, known });
  }

  /** One of those that `persist` is about. It lies in the engine's memory: a copy is kept. */
  frame(bytes: Uint8Array): void {
    this.#frames.push(bytes.slice());
  }

  /** The choice among them. */
  consent(bytes: Uint8Array): void {
    this.#consent = bytes.slice();
  }

  persist(id: number, strict: boolean, decision: string, inbox: number): void {
    const [frames, consent] = [this.#frames, this.#consent];
    this.#frames = [];
    this.#consent = null;
    this.#effects.push({ kind: 'persist', id, frames, strict, decision, consent, inbox });
  }

  snapshot(
    id: number,
    generation: number,
    fallback: number,
    bytes: Uint8Array,
    deleteTo: number,
    spare: number[],
  ): void {
    const own = { bytes: bytes.slice(), deleteTo, spare };
    this.#effects.push({ kind: 'snapshot', id, generation, fallback, ...own });
  }

  forget(id: number, keys: number[]): void {
    this.#effects.push({ kind: 'forget', id, keys });
  }

  put_tier(
    id: number,
    local: boolean,
    key: string,
    remove: boolean,
    bytes: Uint8Array,
    value: string,
  ): void {
    const own = { bytes: bytes.slice(), value };
    this.#effects.push({ kind: 'put_tier', id, local, key, remove, ...own });
  }

  send(id: number, method: string, path: string, body: string): void {
    this.#effects.push({ kind: 'send', id, method, path, body });
  }

  acknowledge(ticket: number, saved: Enumerator): void {
    this.#effects.push({ kind: 'acknowledge', ticket, saved });
  }

  /** One of those that `changed` is about. */
  item(key: string): void {
    this.#items.push(key);
  }

  changed(): void {
    const items = this.#items;
    this.#items = [];
    this.#effects.push({ kind: 'changed', items });
  }

  decide(): void {
    this.#effects.push({ kind: 'decide' });
  }

  wake(at: number): void {
    this.#effects.push({ kind: 'wake', at });
  }
}
