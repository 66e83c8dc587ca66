import type { Choice, DecisionDetail, Saved, SaveStateDetail } from '../shared/types';
import { Core } from './core';
import { Effects, type Feedback, type Ports } from './effects';
import { CarrelError } from './errors';
import type {
  Done,
  Effect,
  Engine,
  FailureName,
  Module,
  Moment,
  Outcome,
  TierName,
} from './module';
import { Names } from './names';
import { SaveState } from './save-state';
import { Tickets } from './tickets';

/** Who hears what the person and the page are to see. */
export interface Audience {
  changed(items: string[]): void;
  decided(detail: DecisionDetail): void;
  saveState(detail: SaveStateDetail): void;
}

export interface Submitted {
  outcome: Outcome;
  /** How it was kept, once it was acknowledged. */
  saved: Promise<Saved>;
  /** Resolves once the effects that it had at once have been answered. */
  answered: Promise<void>;
}

/** The loop: commands into the engine, its effects out, their ends back in. */
export class Host {
  readonly core: Core;
  readonly state: SaveState;

  readonly #effects: Effects;
  readonly #tickets = new Tickets();
  readonly #choices: Names<Choice>;
  readonly #tiers: Names<TierName>;

  constructor(
    module: Module,
    engine: Engine,
    readonly ports: Ports,
    readonly audience: Audience,
  ) {
    this.core = new Core(module, engine, () => this.#died());
    this.state = new SaveState((detail) => audience.saveState(detail));
    this.#effects = new Effects(module, ports, this.#feedback());
    this.#choices = new Names(module.Choice);
    this.#tiers = new Names(module.Tier);
  }

  /** Throws CarrelError where the engine refuses the command. */
  submit(run: (engine: Engine, moment: Moment) => Outcome): Submitted {
    const outcome = this.core.command(run);
    const { ticket, effects } = outcome;
    const saved = ticket > 0 ? this.#tickets.issue(ticket) : Promise.resolve('memory' as const);
    const answered = this.#effects.carryOut(effects);
    this.updateState();
    if (outcome.code) throw new CarrelError(outcome.code, outcome.where);
    return { outcome, saved, answered };
  }

  updateState(): void {
    const reason = this.core.query((engine) => engine.status().reason, this.core.end);
    this.state.update({ reason, underway: this.#tickets.open });
  }

  close(): void {
    this.#tickets.fail(new CarrelError('closed'));
    this.core.close();
  }

  #feedback(): Feedback {
    return {
      read: (id, frames, complete) =>
        this.#report((engine, moment) => engine.read(moment, id, frames, complete)),
      done: (id, failure, result) =>
        this.#report((engine, moment) => engine.done(moment, this.#done(id, failure, result))),
      acknowledged: ({ ticket, saved }) => this.#acknowledged(ticket, saved),
      changed: (items) => this.audience.changed(items),
      decided: (effect) => this.#decided(effect),
    };
  }

  /** Hands back how an effect ended; nobody is left to hear it of a closed or dead engine. */
  #report(run: (engine: Engine, moment: Moment) => Outcome): void {
    if (this.core.end) return;
    try {
      this.submit(run);
    } catch (error) {
      if (!(error instanceof CarrelError)) throw error;
    }
  }

  #done(id: number, failure: FailureName | null, result: Partial<Done>): Done {
    const reason = this.core.module.Failure[failure ?? 'other'];
    const none = { keys: [], status: 0, retryAfter: 0, reply: '' };
    return { ...none, ...result, id, ok: failure === null, failure: reason };
  }

  #acknowledged(ticket: number, tier: Effect['saved']): void {
    const kept = this.#tiers.name(tier, 'none');
    const saved = kept === 'visit' || kept === 'memory' ? kept : 'durable';
    this.state.acknowledged(saved);
    this.#tickets.settle(ticket, saved);
  }

  #decided({ bits, choice }: Effect): void {
    const decision = this.core.query((engine) => engine.decision(), null);
    if (!decision) return;
    const { keys, gpc } = decision;
    const name = this.#choices.name(choice, 'unasked');
    this.audience.decided({ choice: name, keys, bits, gpc, source: 'engine' });
  }

  #died(): void {
    this.#tickets.fail(new CarrelError('engine_dead'));
    this.audience.decided({ choice: 'unasked', keys: [], bits: 0, gpc: 0, source: 'engine' });
    this.updateState();
  }
}
