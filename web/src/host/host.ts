import type { DecisionDetail, Saved, SaveStateDetail } from '../shared/types';
import { Core } from './core';
import { Effects, type Feedback, type Ports } from './effects';
import { CarrelError } from './errors';
import type { Done, EffectOf, Engine, Module, Name } from './module';
import { Names } from './names';
import { SaveState } from './save-state';
import { Tickets } from './tickets';
import { packFrames } from './wire';

/** What the page is told of each tier; `none` promises nothing. */
const SAVED: Readonly<Record<Name<'Tier'>, Saved>> = {
  none: 'memory',
  memory: 'memory',
  visit: 'visit',
  local: 'durable',
  persistent: 'durable',
};

/** Of an engine that has ended. */
export const NOTHING_ALLOWED: DecisionDetail = {
  choice: 'unasked',
  keys: [],
  bits: 0,
  gpc: 0,
  source: 'engine',
};

/** Who hears what the person and the page are to see. */
export interface Audience {
  changed(items: string[]): void;
  decided(detail: DecisionDetail): void;
  saveState(detail: SaveStateDetail): void;
}

export interface Submitted {
  /** How it was kept, once it was acknowledged; rejects with CarrelError where it is refused. */
  saved: Promise<Saved>;
  /** Resolves once its own effects have been answered; rejects where what was read is refused. */
  answered: Promise<void>;
}

/** The loop: commands into the engine, its effects out, their ends back in. */
export class Host {
  readonly core: Core;
  readonly state: SaveState;

  readonly #effects: Effects;
  readonly #tickets = new Tickets();
  #telling = false;
  readonly #choices: Names<'Choice'>;
  readonly #tiers: Names<'Tier'>;

  constructor(
    module: Module,
    engine: Engine,
    readonly ports: Ports,
    readonly audience: Audience,
    readonly died: () => void,
  ) {
    this.core = new Core(module, engine, () => this.#died());
    this.state = new SaveState((detail) => audience.saveState(detail));
    this.#effects = new Effects(ports, this.#feedback());
    this.#choices = new Names(module.Choice);
    this.#tiers = new Names(module.Tier);
  }

  submit(run: (engine: Engine) => number): Submitted {
    const { code, where, ticket, effects } = this.core.command(run);
    const saved = code ? Promise.reject(new CarrelError(code, where)) : this.#tickets.issue(ticket);
    const answered = this.#effects.carryOut(effects);
    this.updateState();
    // Nobody need wait for either.
    saved.catch(() => {});
    answered.catch(() => {});
    return { saved, answered };
  }

  updateState(): void {
    this.state.update({ reason: this.core.reason, underway: this.#tickets.open });
  }

  /** `end` is the code of every later answer. */
  close(end = 'closed'): void {
    this.#tickets.fail(new CarrelError(end));
    this.core.close(end);
  }

  #feedback(): Feedback {
    return {
      read: async (id, part) => {
        const frames = packFrames(part);
        await this.submit((engine) => engine.read(id, frames)).saved;
      },
      done: (id, failure, result) => {
        this.submit((engine) => engine.done(this.#done(id, failure, result)));
      },
      acknowledged: ({ ticket, saved }) => this.#acknowledged(ticket, saved),
      changed: (items) => this.audience.changed(items),
      decided: () => this.#decided(),
      unreadable: () => this.#died(),
    };
  }

  #done(id: number, failure: Name<'Failure'> | null, result: Partial<Done>): Done {
    const reason = this.core.module.Failure[failure ?? 'other'];
    const none = { keys: [], status: 0, retryAfter: 0, reply: '' };
    return { ...none, ...result, id, ok: failure === null, failure: reason };
  }

  #acknowledged(ticket: number, tier: EffectOf['acknowledge']['saved']): void {
    const saved = SAVED[this.#tiers.name(tier, 'none')];
    this.state.acknowledged(saved);
    this.#tickets.settle(ticket, saved);
  }

  /** From here on the audience hears decisions: not before all that waits has been taken in. */
  tellDecisions(): void {
    this.#telling = true;
    this.#decided();
  }

  #decided(): void {
    if (!this.#telling) return;
    const decision = this.core.query((engine) => engine.decision(), null);
    if (!decision) return;
    const { keys, bits, gpc, dnt } = decision;
    const choice = this.#choices.name(decision.choice, 'unasked');
    this.audience.decided({ choice, keys, bits, gpc, dnt, source: 'engine' });
  }

  #died(): void {
    this.#tickets.fail(new CarrelError('engine_dead'));
    this.audience.decided(NOTHING_ALLOWED);
    this.updateState();
    this.died();
  }
}
