import type { Version } from '../../../shared/types';
import { type Draft, draftOf, joined } from '../draft';

interface State {
  /** There is a draft, and it was neither sent nor discarded. */
  isOpen: boolean;
  /** A purpose was withdrawn, and the person has not said what becomes of the text. */
  isPending: boolean;
  /** Texts from elsewhere, newest first. */
  rivals: Version[];
  at: number;
}

/** One draft with its rivals and versions, and what a person can do with them. */
export class Manuscript {
  /** By what was done here. The store keeps one text of a minute; these stay until the draft ends. */
  #replaced: Version[] = [];

  constructor(readonly draft: Draft) {}

  get item(): string {
    return this.draft.field.item;
  }

  get text(): string {
    return this.draft.field.text;
  }

  get state(): State {
    const { draft } = this;
    const value = draft.value();
    const { state } = draftOf(value) ?? {};
    const isOpen = state === 'open' || state === 'kept';
    const rivals = isOpen ? draft.rivalsIn(value) : [];
    return { isOpen, isPending: isOpen && value?.pending === true, rivals, at: value?.at ?? 0 };
  }

  /** Earlier texts, newest first; none twice. */
  get versions(): Version[] {
    if (!this.state.isOpen) return [];
    const { store, field } = this.draft;
    const all = [...store.versions(field.item, field.entity), ...this.#replaced];
    const found = new Map<string, Version>();
    for (const version of all.sort((a, b) => b.at - a.at)) {
      const { text } = version;
      if (text.trim() && text !== this.text && !found.has(text)) found.set(text, version);
    }
    return [...found.values()];
  }

  /** Goes on with this text. What it replaces becomes a version. */
  use(text: string): void {
    const { rivals, at } = this.state;
    this.#replaced.push({ text: this.text, at }, ...rivals);
    this.draft.settle(text);
  }

  useBoth(): void {
    this.use(this.state.rivals.reduce((all, { text }) => joined(all, text), this.text));
  }

  async keep(): Promise<void> {
    this.#replaced.push(...this.state.rivals);
    await this.#record('kept', this.text || (draftOf(this.draft.value())?.text ?? ''));
  }

  async discard(): Promise<void> {
    await this.#record('discarded', '');
    this.ended();
    this.draft.empty();
  }

  /** What is written next is another draft. */
  ended(): void {
    this.#replaced = [];
  }

  async #record(state: 'kept' | 'discarded', text: string): Promise<void> {
    const { store, field } = this.draft;
    await store.record(field.item, field.entity, { shape: 'draft', text, state }, {});
  }
}
