import type { Engine, Module } from './module';
import { moment } from './moment';
import { type Outcome, Reaction } from './reaction';

/** Owns the Embind handle. A trap in wasm, or `close`, ends it for good. */
export class Core {
  readonly #reaction = new Reaction();
  #engine: Engine | null;
  #end = '';

  constructor(
    readonly module: Module,
    engine: Engine,
    readonly died: () => void,
  ) {
    engine.attach(this.#reaction);
    this.#engine = engine;
  }

  /** Why records are kept in memory against their rule; empty where none is. */
  get reason(): string {
    return this.#end || this.#reaction.failing;
  }

  /** Empty while alive, else the code that every later answer carries. */
  get end(): string {
    return this.#end;
  }

  command(run: (engine: Engine) => number): Outcome {
    const ended = () => ({ code: this.#end, where: '', ticket: 0, effects: [] });
    return this.#call((engine) => {
      engine.at(...moment());
      return this.#reaction.outcome(run(engine));
    }, ended);
  }

  /** Asks the engine; `denied` is the answer of a dead one. */
  query<T>(run: (engine: Engine) => T, denied: T): T {
    return this.#call(run, () => denied);
  }

  close(end = 'closed'): void {
    const engine = this.#engine;
    this.#finish(end);
    engine?.delete();
  }

  #call<T>(run: (engine: Engine) => T, ended: () => T): T {
    if (!this.#engine) return ended();
    try {
      return run(this.#engine);
    } catch (error) {
      if (isRefusal(error)) throw error;
      this.#finish('engine_dead');
      this.died();
      return ended();
    }
  }

  #finish(end: string): void {
    this.#engine = null;
    this.#end ||= end;
  }
}

/** Embind refused an argument before it entered wasm; whatever else was thrown came from inside. */
function isRefusal(error: unknown): boolean {
  return error instanceof TypeError || (error as Error | null)?.name === 'BindingError';
}
