import { Draft, type DraftStore, type Refused } from './draft';
import { FIELDS, type Field, fieldOf } from './field';

const HISTORY = 'carrel-draft-history';

export interface DraftAudience {
  refused: Refused;
  /** The page has elements that show the history of a draft. */
  histories(autosave: Autosave): void;
}

/** Whose text a field holds, and what the page itself put there. */
const owners = new WeakMap<Element, { profile: string; initial: string }>();

/** Keeps the text of every field with `data-carrel-draft`, also of those that come later. */
export class Autosave {
  readonly #drafts = new Map<Element, Draft>();
  readonly ended = new AbortController();
  readonly #observer = new MutationObserver(() => this.#find());

  constructor(
    readonly profile: string,
    readonly store: DraftStore & EventTarget,
    readonly audience: DraftAudience,
  ) {}

  start(): void {
    const { signal } = this.ended;
    this.#find();
    this.#observer.observe(document, {
      subtree: true,
      childList: true,
      attributeFilter: ['data-carrel-draft'],
    });
    document.addEventListener('input', ({ target }) => this.#typed(target), { signal });
    this.store.addEventListener('change', (event) => this.#changed(event), { signal });
  }

  flush(): void {
    for (const draft of this.#drafts.values()) draft.flush();
  }

  async settled(): Promise<void> {
    await Promise.all(Array.from(this.#drafts.values(), (draft) => draft.settled()));
  }

  /** `flushed`: what was typed last is still recorded. */
  close(flushed = true): void {
    if (flushed) this.flush();
    this.#observer.disconnect();
    this.ended.abort();
  }

  draftIn(element: Element): Draft | undefined {
    return this.#drafts.get(element);
  }

  /** Takes every text that was typed off the page. */
  empty(): void {
    for (const draft of this.#drafts.values()) draft.empty();
  }

  #find(): void {
    for (const element of this.#drafts.keys()) {
      if (!element.isConnected) this.#forget(element);
    }
    for (const element of document.querySelectorAll(FIELDS)) {
      if (this.#drafts.has(element)) continue;
      const field = fieldOf(element);
      if (!field) continue;
      this.#own(field);
      const draft = new Draft(field, this.store, this.audience.refused);
      this.#drafts.set(element, draft);
      draft.restore();
    }
    if (document.querySelector(HISTORY)) this.audience.histories(this);
  }

  /** What somebody else has typed there is his. */
  #own(field: Field): void {
    const { element, initial } = field;
    const owner = owners.get(element);
    if (owner && owner.profile !== this.profile) field.text = owner.initial;
    owners.set(element, { initial, ...owner, profile: this.profile });
  }

  #forget(element: Element): void {
    this.#drafts.get(element)?.flush();
    this.#drafts.delete(element);
  }

  #typed(target: EventTarget | null): void {
    if (target instanceof Element) this.#drafts.get(target)?.typed();
  }

  #changed(event: Event): void {
    const { items } = (event as CustomEvent<{ items: string[] }>).detail;
    for (const draft of this.#drafts.values()) {
      if (items.includes(draft.field.item)) draft.follow();
    }
  }
}
