import { execFileSync } from 'node:child_process';
import type { Engine, Module } from '../../src/host/module';
import { Reaction } from '../../src/host/reaction';
import type { Choice } from '../../src/shared/types';

export const PROGRAM = 'build/native/shared/carrel-policy';

/** One person under the rules of a place, and what follows on some days: the engine's own account. */
export interface Row {
  place: string;
  age?: { from: number; below: number; approval: number; days: number };
  school: string[];
  choice: Choice;
  purposes: string[];
  told: boolean;
  outcomes: Outcome[];
}

/** A hexadecimal digit for each purpose's reason; a decision where it is another than before. */
export interface Outcome {
  day: number;
  quiet: string;
  signalled: string;
  decision?: string;
}

export const DAY = 86_400_000;
/** Noon of day 0. */
export const CHOSEN_AT = 1_750_075_200_000;

export function situations(policy: string, rules: string): Row[] {
  const options = { encoding: 'utf8', maxBuffer: 1 << 28 } as const;
  const lines = execFileSync(PROGRAM, ['table', policy, rules], options).trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}

/** The engine through its boundary, in the person's situation, with their choice durable. */
export class Played {
  readonly #module: Module;
  readonly #engine: Engine;
  readonly #reaction = new Reaction();
  #key = 0;

  constructor(
    module: Module,
    policy: { text: string; hash: string },
    rules: string,
    { place, age, school, choice, purposes, told }: Row,
  ) {
    const stated = CHOSEN_AT - (age?.days ?? 0) * DAY;
    const engine = module.Engine.open(policy.text, policy.hash, 'guest', stated, 1, 2, 3, 4);
    if (!engine) throw new Error('the engine does not open');
    this.#module = module;
    this.#engine = engine;
    engine.attach(this.#reaction);
    this.#at(stated);
    this.#did(engine.opened({ snapshots: [], visit: [] }));
    this.#did(engine.situate({ place, rules, restricted: school }));
    if (age) this.#did(engine.age({ ...age, method: 1, country: '' }));
    if (choice === 'unasked') return;
    this.#at(CHOSEN_AT);
    this.#did(
      engine.consent({
        choice: module.Choice[choice],
        purposes,
        policy: policy.hash,
        texts: '0'.repeat(64),
        at: CHOSEN_AT,
        inbox: 0,
        method: 7,
        told,
        language: '',
        interface: '',
        erase: [],
      }),
    );
  }

  /** The reasons as a row has them, and what the decision cache is written from. */
  on(day: number, gpc: boolean) {
    this.#at(CHOSEN_AT + day * DAY);
    this.#did(this.#engine.signals(gpc, false));
    this.#did(this.#engine.tick());
    const { reasons, keys, bits, gpc: cleared, until, ask, dnt, choice } = this.#engine.decision();
    return {
      reasons: reasons.map((reason) => reason.toString(16)).join(''),
      decision: { until, choice: choice.value, ask, dnt, keys, bits, gpc: cleared },
    };
  }

  close(): void {
    this.#engine.delete();
  }

  #at(now: number): void {
    this.#engine.at(now, 1, 2, 3, 4);
  }

  /** The host's part: everything that is to be stored is stored, and nothing was there. */
  #did(ticket: number): void {
    const { code, effects } = this.#reaction.outcome(ticket);
    if (code !== '') throw new Error(code);
    const none = { failure: this.#module.Failure.other, status: 0, retryAfter: 0, reply: '' };
    for (const effect of effects) {
      if (effect.kind === 'read') {
        const compaction = { generation: 0, deletedTo: 0, forgotten: 0 };
        const rest = { keys: [], ends: [], bytes: new Uint8Array(), snapshots: [] };
        this.#did(this.#engine.read(effect.id, { ...rest, complete: true, compaction }));
      } else if (effect.kind === 'persist') {
        const keys = effect.frames.map(() => ++this.#key);
        this.#did(this.#engine.done({ id: effect.id, ok: true, keys, ...none }));
      }
    }
  }
}
