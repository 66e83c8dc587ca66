import { isDeepStrictEqual } from 'node:util';
import type { Payload, Saved, Value } from '../../../web/src/shared/types';

/** What a page says about one `record` of its engine: that it begins, then that it has resolved. */
export type Said =
  | { page: number; call: number; begun: number; item: string; entity: string; payload: Payload }
  | { page: number; call: number; saved: Saved; at: number };

interface Told {
  slot: string;
  payload: Payload;
  /** Milliseconds since 1970, by the page's clock. */
  begun: number;
}

/** What pages were told was saved, as it was known outside of the browser before it was killed. */
export class Ledger {
  readonly #begun = new Map<string, Told>();
  readonly #unanswered = new Set<string>();
  readonly #all = new Map<string, Told[]>();
  readonly #acknowledged = new Map<string, Told>();
  /** Records acknowledged as durable. */
  acknowledgements = 0;
  /** The page's time of the newest of them. */
  newest = 0;

  hear(said: Said): void {
    const call = `${said.page} ${said.call}`;
    if ('begun' in said) {
      const { payload, begun } = said;
      const told = { slot: slotOf(said), payload, begun };
      this.#begun.set(call, told);
      this.#unanswered.add(call);
      this.#all.set(told.slot, [...(this.#all.get(told.slot) ?? []), told]);
      return;
    }
    this.#unanswered.delete(call);
    const told = this.#begun.get(call);
    if (!told || said.saved !== 'durable') return;
    this.acknowledgements += 1;
    this.newest = Math.max(this.newest, said.at);
    const before = this.#acknowledged.get(told.slot);
    const payload = before ? together(before.payload, told.payload) : undefined;
    if (payload) this.#acknowledged.set(told.slot, { ...told, payload });
    else if (!before || told.begun >= before.begun) this.#acknowledged.set(told.slot, told);
  }

  /** Records whose promise has not resolved. */
  get unanswered(): number {
    return this.#unanswered.size;
  }

  get slots(): number {
    return this.#acknowledged.size;
  }

  /** The slots in which there is neither the newest acknowledged value nor a later one. */
  lost(found: readonly Value[]): string[] {
    const there = new Map(found.map((value) => [slotOf(value), value]));
    return [...this.#acknowledged.values()].flatMap((told) => {
      const value = there.get(told.slot);
      if (value && this.#isAsNew(value, told)) return [];
      return [`${told.slot}: told ${say(told.payload)}, found ${say(value?.payload)}`];
    });
  }

  /** The kill may have been quicker than the word that a later record had begun. */
  #isAsNew({ payload, at, tier }: Value, { slot, begun, payload: acknowledged }: Told): boolean {
    if (tier !== 'persistent' && tier !== 'local') return false;
    if (acknowledged.shape === 'intervals') return covers(payload, acknowledged);
    if (at >= begun) return true;
    const later = (this.#all.get(slot) ?? []).filter((other) => other.begun >= begun);
    return later.some((other) => isDeepStrictEqual(other.payload, payload));
  }
}

type Intervals = Extract<Payload, { shape: 'intervals' }>;

/** What was watched stays watched: of intervals all that was acknowledged is to be found. */
function together(a: Payload, b: Payload): Intervals | undefined {
  if (a.shape !== 'intervals' || b.shape !== 'intervals') return undefined;
  return { shape: 'intervals', spans: [...a.spans, ...b.spans] };
}

function covers(found: Payload, told: Intervals): boolean {
  if (found.shape !== 'intervals') return false;
  return told.spans.every(([from, to]) =>
    found.spans.some(([first, last]) => first <= from && to <= last),
  );
}

function slotOf({ item, entity, payload }: Pick<Value, 'item' | 'entity' | 'payload'>): string {
  if (payload.shape === 'answer') return `${item} ${entity} ${payload.attempt}.${payload.question}`;
  if (payload.shape === 'attempt') return `${item} ${entity} ${payload.attempt}`;
  return `${item} ${entity}`;
}

const say = (payload: Payload | undefined) => JSON.stringify(payload ?? null).slice(-120);
