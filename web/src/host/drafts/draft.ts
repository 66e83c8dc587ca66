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
  #typed = false;
  #underway = false;
  #again = false;

  constructor(
    readonly field: Field,
    readonly store: DraftStore,
    readonly refused: Refused,
  ) {}

  typed(): void {
    this.#typed = true;
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

  /** Shows the kept text, unless the person has typed here or the page put another text there. */
  restore(): void {
    const { text, initial } = this.field;
    if (!this.#typed && (text === '' || text === initial)) this.#show();
  }

  /** Takes over what another tab has kept, unless the person is typing here. */
  follow(): void {
    const busy = this.#again || this.#underway || this.field.element === document.activeElement;
    if (!busy) this.#show();
  }

  async #record(): Promise<void> {
    const { item, entity, text, element } = this.field;
    const place = `${item} ${entity}`;
    try {
      await this.store.record(item, entity, { shape: 'draft', text, state: 'open' });
      this.refused(place, '');
    } catch (error) {
      const { code, where } = error instanceof CarrelError ? error : new CarrelError('other');
      if (code !== 'closed') this.refused(place, code);
      const detail = { code, where };
      element.dispatchEvent(new CustomEvent('carrel:error', { detail, bubbles: true }));
    }
  }

  #show(): void {
    const [value] = this.store.values(this.field.item, this.field.entity);
    const draft = value?.payload;
    if (draft?.shape !== 'draft' || (draft.state !== 'open' && draft.state !== 'kept')) return;
    if (draft.text === this.field.text) return;
    this.field.text = draft.text;
    this.field.element.dispatchEvent(new CustomEvent('carrel:restored', { bubbles: true }));
  }
}
