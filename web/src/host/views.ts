import type { DecisionView, LeftRow, StoredRow, Value, Version } from '../shared/types';
import type { Core } from './core';
import { Names } from './names';
import { Wire } from './wire';

const DENIED: DecisionView = {
  choice: 'unasked',
  keys: [],
  bits: 0,
  gpc: 0,
  until: 0,
  grantedPurposes: [],
  asked: false,
  onDeviceOnly: false,
  ask: false,
  dnt: false,
  erase: true,
  reasons: [],
};

/** What pages may ask of the engine. A dead one has nothing and allows nothing. */
export class Views {
  readonly #wire: Wire;
  readonly #tiers: Names<'Tier'>;
  readonly #choices: Names<'Choice'>;
  readonly #outcomes: Names<'Outcome'>;
  readonly #categories: readonly string[];

  constructor(readonly core: Core) {
    const { module } = core;
    this.#wire = new Wire(module);
    this.#tiers = new Names(module.Tier);
    this.#choices = new Names(module.Choice);
    this.#outcomes = new Names(module.Outcome);
    this.#categories = this.decision().keys;
  }

  values(item: string, entity: string): Value[] {
    return this.core
      .query((engine) => engine.values(item, entity), [])
      .map((value) => ({
        ...value,
        payload: this.#wire.unpack(value.payload),
        tier: this.#tiers.name(value.tier, 'memory') as Value['tier'],
      }));
  }

  versions(item: string, entity: string): Version[] {
    return this.core.query((engine) => engine.versions(item, entity), []);
  }

  allowed(category: string): boolean {
    const index = this.#categories.indexOf(category);
    return index >= 0 && this.core.query((engine) => engine.allows(index), false);
  }

  decision(): DecisionView {
    const wire = this.core.query((engine) => engine.decision(), null);
    if (!wire) return DENIED;
    const { purposes, choice, ...rest } = wire;
    return { ...rest, choice: this.#choices.name(choice, 'unasked'), grantedPurposes: purposes };
  }

  stored(): StoredRow[] {
    return this.core
      .query((engine) => engine.stored(), [])
      .map((row) => ({ ...row, tier: this.#tiers.name(row.tier, 'none') }));
  }

  left(): LeftRow[] {
    return this.core
      .query((engine) => engine.left(), [])
      .map((row) => ({ ...row, outcome: this.#outcomes.name(row.outcome, 'refused') }));
  }

  queued(): number {
    return this.core.query((engine) => engine.status().queued, 0);
  }

  damaged(): number {
    return this.core.query((engine) => engine.status().corrupt, 0);
  }
}
