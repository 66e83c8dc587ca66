import type { Payload, RecordOptions, Saved, Value, Version } from '../../shared/types';
import { CarrelError } from '../errors';
import type { Field } from './field';

export interface DraftStore {
  record(item: string, entity: string, payload: Payload, options: RecordOptions): Promise<Saved>;
  values(item: string, entity: string): Value[];
  versions(item: string, entity: string): Version[];
}

/** Detail of `carrel:conflict`: the texts from elsewhere; `settle` makes one text of all. */
export interface Conflict {
  rivals: Version[];
  settle(text: string): void;
}

const NOTHING_SEEN = 1;

/** Why the text in `place` is not kept; empty once it is again. */
export type Refused = (place: string, reason: string) => void;

/** Keeps one field's text: a single record is under way at a time, always the newest text. */
export class Draft {
  #underway = false;
  #recording: Promise<void> | undefined;
  #again = false;
  /** Of what this field has last shown: what was written elsewhere since is not overwritten. */
  #version = NOTHING_SEEN;
  #rivals = '[]';
  #recorded = '';
  /** What the person asked to keep stays kept while they write on. */
  #state: 'open' | 'kept' = 'open';

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
    this.#recording = this.#record().finally(() => {
      this.#underway = false;
      if (this.#again) this.flush();
      else this.follow();
    });
  }

  /** Resolves once all that has been typed is kept, or refused. */
  async settled(): Promise<void> {
    this.flush();
    while (this.#underway) await this.#recording;
  }

  /** Shows the kept text, and after it what was typed before the engine came: neither is lost. */
  restore(): void {
    const { text, initial } = this.field;
    const value = this.value();
    const kept = draftOf(value);
    this.#version = value?.version ?? NOTHING_SEEN;
    if (kept?.state === 'sent' || kept?.state === 'discarded') return;
    const typed = text === initial ? '' : text;
    const both = joined(kept?.text ?? '', typed);
    if (kept) this.#show(both);
    if (typed && both !== kept?.text) this.typed();
    this.#tellRivals(value);
  }

  /** Takes over what another tab has kept, unless the person is typing here; then, once it is. */
  follow(): void {
    if (this.#again || this.#underway) return;
    const typing = document.hasFocus() && this.field.element === document.activeElement;
    const value = this.value();
    const kept = draftOf(value);
    if (value && kept && (!typing || kept.text === this.field.text)) {
      this.#version = value.version;
      if (kept.state === 'open' || kept.state === 'kept') this.#show(kept.text);
    }
    this.#tellRivals(value);
  }

  /** Makes one text of all that there are of this draft. */
  settle(text: string): void {
    this.#version = this.value()?.version ?? this.#version;
    this.#show(text);
    this.typed();
  }

  /** Texts from elsewhere, newest first: what is kept, and neither shown nor recorded here last. */
  rivalsIn(value: Value | null): Version[] {
    const kept = draftOf(value);
    if (!value?.rivals.length || !kept) return [];
    const own = [this.field.text, this.#recorded];
    const all = [{ text: kept.text, at: value.at }, ...value.rivals];
    return all.filter(({ text }) => !own.includes(text));
  }

  empty(): void {
    this.#again = false;
    this.#version = NOTHING_SEEN;
    this.#rivals = '[]';
    this.#show(this.field.initial);
  }

  value(): Value | null {
    const [value = null] = this.store.values(this.field.item, this.field.entity);
    const kept = draftOf(value);
    this.#state = kept?.state === 'kept' ? 'kept' : 'open';
    return value && kept ? value : null;
  }

  #tellRivals(value: Value | null): void {
    const rivals = this.rivalsIn(value);
    const told = JSON.stringify(rivals);
    if (told === this.#rivals) return;
    this.#rivals = told;
    const settle = (text: string) => this.settle(text);
    const detail: Conflict = { rivals, settle };
    this.field.element.dispatchEvent(new CustomEvent('carrel:conflict', { detail, bubbles: true }));
  }

  async #record(): Promise<void> {
    const { item, entity, text, element } = this.field;
    const place = `${item} ${entity}`;
    const [state, version] = [this.#state, this.#version];
    this.#recorded = text;
    try {
      await this.store.record(item, entity, { shape: 'draft', text, state }, { version });
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

export function draftOf(value: Value | null): Extract<Payload, { shape: 'draft' }> | null {
  return value?.payload.shape === 'draft' ? value.payload : null;
}

/** One text where it contains the other. */
export function joined(kept: string, typed: string): string {
  if (kept.includes(typed)) return kept;
  return typed.includes(kept) ? typed : `${kept}\n\n${typed}`;
}
