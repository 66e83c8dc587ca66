import type { Payload, Value } from '../../shared/types';

type Of<S extends Payload['shape']> = Extract<Payload, { shape: S }>;

/** The profile that takes. */
export interface Own {
  /** Its items that have values. */
  items(): string[];
  values(item: string, entity: string): Value[];
}

/** What of one profile's values has to be recorded for another, which loses nothing by it. */
export class Merge {
  /** The number that an attempt gets, by entity and number. */
  readonly #numbers = new Map<string, number>();

  constructor(
    values: readonly Value[],
    readonly own: Own,
  ) {
    const entities = new Set(values.map(({ entity }) => entity));
    for (const entity of entities) {
      const here = values.filter((value) => value.entity === entity);
      const items = new Set([...own.items(), ...here.map(({ item }) => item)]);
      const there = [...items].flatMap((item) => own.values(item, entity));
      this.#number(entity, here.map(payloadOf), there.map(payloadOf));
    }
  }

  /** Null where the other has it, or has something newer. */
  merged(value: Value): Payload | null {
    const payload = this.#renumbered(value);
    const held = this.own.values(value.item, value.entity);
    const own = held.find((one) => sameSlot(one.payload, payload));
    if (payload.shape === 'draft') return mergedDraft(value, own);
    if (!own) return payload;
    if (same(own.payload, payload) || covers(own.payload, payload))
      return isKept(own, value) ? null : payload;
    return own.at > value.at && payload.shape !== 'intervals' ? null : payload;
  }

  #renumbered({ payload, entity }: Value): Payload {
    if (payload.shape !== 'attempt' && payload.shape !== 'answer') return payload;
    const attempt = this.#numbers.get(`${entity} ${payload.attempt}`) ?? payload.attempt;
    return { ...payload, attempt };
  }

  /** An attempt that is handed in stays one by itself; those that are open become one. */
  #number(entity: string, values: Payload[], own: Payload[]): void {
    const used = new Set(numbersOf(own));
    const submitted = new Set(numbersOf(own.filter(isSubmitted)));
    for (const number of [...new Set(numbersOf(values))].sort((a, b) => a - b)) {
      const done = values.filter(isSubmitted).find(({ attempt }) => attempt === number);
      const next = done ? submittedAs(done, own, used) : openAs(number, submitted, used);
      used.add(next);
      if (done) submitted.add(next);
      this.#numbers.set(`${entity} ${number}`, next);
    }
  }
}

function submittedAs(attempt: Of<'attempt'>, own: Payload[], used: Set<number>): number {
  const number = attempt.attempt;
  const equal = own.filter(isSubmitted).find((one) => same({ ...one, attempt: number }, attempt));
  if (equal) return equal.attempt;
  return used.has(number) ? Math.max(...used) + 1 : number;
}

function openAs(number: number, submitted: Set<number>, used: Set<number>): number {
  const last = Math.max(0, ...submitted);
  return number > last ? number : Math.max(last + 1, ...used);
}

/** All texts of both, but for those that another contains; what has ended has no text. */
function mergedDraft(value: Value, own: Value | undefined): Payload | null {
  const there = textsOf(value);
  const here = own ? textsOf(own) : [];
  if (there.every((text) => here.some((one) => one.includes(text)))) return null;
  const all = [...new Set([...here, ...there])];
  const distinct = all.filter((text) => all.every((one) => one === text || !one.includes(text)));
  return { shape: 'draft', text: distinct.join('\n\n'), state: 'open' };
}

function textsOf({ payload, rivals }: Value): string[] {
  const others = rivals.map(({ text }) => text);
  const isOpen =
    payload.shape === 'draft' && (payload.state === 'open' || payload.state === 'kept');
  return (isOpen ? [payload.text, ...others] : others).filter(Boolean);
}

/** Intervals are added to those that are there. */
function covers(own: Payload, other: Payload): boolean {
  if (own.shape !== 'intervals' || other.shape !== 'intervals') return false;
  return other.spans.every(([from, to]) =>
    own.spans.some((span) => span[0] <= from && to <= span[1]),
  );
}

const payloadOf = ({ payload }: Value) => payload;

const isSubmitted = (payload: Payload): payload is Of<'attempt'> =>
  payload.shape === 'attempt' && payload.state === 'submitted';

const numbersOf = (payloads: readonly Payload[]) =>
  payloads.flatMap((payload) => ('attempt' in payload ? [payload.attempt] : []));

const same = (a: Payload, b: Payload) => JSON.stringify(a) === JSON.stringify(b);

function sameSlot(a: Payload, b: Payload): boolean {
  if (a.shape === 'answer' && b.shape === 'answer' && a.question !== b.question) return false;
  return !('attempt' in a) || !('attempt' in b) || a.attempt === b.attempt;
}

/** As well as the other one is: what lies in the visit only is recorded again. */
function isKept(own: Value, other: Value): boolean {
  return own.saved && (own.tier !== 'visit' || other.tier === 'visit');
}
