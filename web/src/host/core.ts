import type { Engine, Module, Moment, Outcome } from './module';
import { moment } from './moment';

/** Owns the Embind handle. A trap in wasm, or `close`, ends it for good. */
export class Core {
  #engine: Engine | null;
  #end = '';

  constructor(
    readonly module: Module,
    engine: Engine,
    readonly died: () => void,
  ) {
    this.#engine = engine;
  }

  /** Empty while alive, else the code that every later answer carries. */
  get end(): string {
    return this.#end;
  }

  command(run: (engine: Engine, moment: Moment) => Outcome): Outcome {
    const ended = () => ({ code: this.#end, where: '', ticket: 0, effects: [] });
    return this.#call((engine) => run(engine, moment()), ended);
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
