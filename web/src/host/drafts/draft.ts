import type { Payload, Saved, Value } from '../../shared/types';
import { CarrelError } from '../errors';
import type { Field } from './field';

export interface DraftStore {
  record(item: string, entity: string, payload: Payload): Promise<Saved>;
  values(item: string, entity: string): Value[];
}

/** Why the text in `place` is not kept; empty once it is again. */
export type Refused = (place: string, reason: string) => void;

/** Keeps one field's text: a single record is under way at a time, always the newest text. */
export class Draft {
  #underway = false;
  #again = false;

  constructor(
    readonly field: Field,
    readonly store: DraftStore,
    readonly refused: Refused,
  ) {}

  typed(): void {
    this.#again = true;
    if (!this.#underway) this.flush();
  }

  /** Records what has been typed since, at once. */
  flush(): void {
    if (!this.#again) return;
    this.#again = false;
    this.#underway = true;
    void this.#record().finally(() => {
      this.#underway = false;
      this.flush();
    });
  }

  /** Shows the kept text, and after it what was typed before the engine came: neither is lost. */
  restore(): void {
    const { text, initial } = this.field;
    const kept = this.#value();
    if (kept?.state === 'sent' || kept?.state === 'discarded') return;
    const typed = text === initial ? '' : text;
    const both = joined(kept?.text ?? '', typed);
    if (kept) this.#show(both);
    if (typed && both !== kept?.text) this.typed();
  }

  /** Takes over what another tab has kept, unless the person is typing here. */
  follow(): void {
    if (this.#again || this.#underway || this.field.element === document.activeElement) return;
    const kept = this.#value();
    if (kept?.state === 'open' || kept?.state === 'kept') this.#show(kept.text);
  }

  empty(): void {
    this.#again = false;
    this.#show(this.field.initial);
  }

  #value(): Extract<Payload, { shape: 'draft' }> | null {
    const [value] = this.store.values(this.field.item, this.field.entity);
    return value?.payload.shape === 'draft' ? value.payload : null;
  }

  async #record(): Promise<void> {
    const { item, entity, text, element } = this.field;
    const place = `${item} ${entity}`;
    // What the person asked to keep stays kept while they write on.
    const state = this.#value()?.state === 'kept' ? 'kept' : 'open';
    try {
      await this.store.record(item, entity, { shape: 'draft', text, state });
      this.refused(place, '');
    } catch (error) {
      const { code, where } = error instanceof CarrelError ? error : new CarrelError('other');
      if (code !== 'closed') this.refused(place, code);
      const detail = { code, where };
      element.dispatchEvent(new CustomEvent('carrel:error', { detail, bubbles: true }));
    }
  }

  #show(text: string): void {
    if (text === this.field.text) return;
    this.field.text = text;
    this.field.element.dispatchEvent(new CustomEvent('carrel:restored', { bubbles: true }));
  }
}

/** One text where it contains the other. */
function joined(kept: string, typed: string): string {
  if (kept.includes(typed)) return kept;
  return typed.includes(kept) ? typed : `${kept}\n\n${typed}`;
}
