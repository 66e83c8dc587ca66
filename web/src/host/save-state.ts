import type { SaveStateDetail } from '../shared/types';

/** What the storage of one engine has come to. */
export interface Progress {
  /** Why records are kept in memory against their rule; empty where none is. */
  reason: string;
  /** Records that no acknowledgement has come for. */
  underway: number;
}

/** What was stored is gone; said until something is kept again. */
export const EVICTED = 'evicted';

/** What the person is told of it, and of input that was refused altogether. */
export class SaveState {
  readonly #refused = new Map<string, string>();
  #told = '';
  #last = '';

  constructor(readonly tell: (detail: SaveStateDetail) => void) {}

  /** `place`, a field of the page, is refused for this reason; an empty reason takes it back. */
  refused(place: string, reason: string): void {
    if (reason) this.#refused.set(place, reason);
    else this.#refused.delete(place);
  }

  /** How the newest acknowledged record is kept. */
  acknowledged(saved: string): void {
    this.#last = saved;
    this.#refused.delete(EVICTED);
  }

  update(progress: Progress): void {
    const detail = this.#detail(progress);
    const told = `${detail.state} ${detail.reason}`;
    if (told === this.#told || (detail.state === 'saved' && !this.#last)) return;
    this.#told = told;
    this.tell(detail);
  }

  #detail({ reason, underway }: Progress): SaveStateDetail {
    const [refusal = ''] = this.#refused.values();
    if (reason || refusal) return { state: 'unsaved', reason: reason || refusal };
    if (underway > 0) return { state: 'saving', reason: '' };
    return { state: 'saved', reason: this.#last === 'durable' ? '' : this.#last };
  }
}
