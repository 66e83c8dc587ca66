import type { InboxChoice, Manner, Payload } from '../shared/types';
import type { ReadPart } from './effects';
import type { Frames, Module, WireConsent, WirePayload } from './module';
import { Names } from './names';

const DRAFT_STATES = ['none', 'open', 'kept', 'sent', 'discarded'] as const;
const ATTEMPT_STATES = ['none', 'started', 'submitted'] as const;

/** In the engine's order. */
export const METHODS: readonly (Manner['method'] | 'none')[] = [
  'none',
  'banner',
  'choices',
  'button',
  'placeholder',
  'imported',
  'parent',
  'page',
];

type DraftState = Extract<Payload, { shape: 'draft' }>['state'];
type AttemptState = Extract<Payload, { shape: 'attempt' }>['state'];

/** Payloads as the page has them, and as they cross the boundary. */
export class Wire {
  readonly #shapes: Names<'Shape'>;

  constructor(module: Module) {
    this.#shapes = new Names(module.Shape);
  }

  pack(payload: Payload): WirePayload {
    const blank = {
      shape: this.#shapes.of[payload.shape],
      flag: false,
      number: 0,
      total: 0,
      attempt: 0,
      question: 0,
      state: 0,
      text: '',
      answers: [],
    };
    switch (payload.shape) {
      case 'flag':
        return { ...blank, flag: payload.value };
      case 'number':
        return { ...blank, number: payload.value };
      case 'choice':
        return { ...blank, text: payload.value };
      case 'position':
        return { ...blank, number: payload.at, total: payload.of };
      case 'answer': {
        const { attempt, question, options } = payload;
        return { ...blank, attempt, question, number: options };
      }
      case 'attempt': {
        const { attempt, score, max, answers } = payload;
        const state = ATTEMPT_STATES.indexOf(payload.state);
        return { ...blank, attempt, state, number: score, total: max, answers };
      }
      case 'draft':
        return { ...blank, text: payload.text, state: DRAFT_STATES.indexOf(payload.state) };
      case 'intervals':
        return { ...blank, answers: payload.spans.flat() };
      case 'membership':
        return { ...blank, flag: payload.present };
      default:
        return { ...blank, text: payload.text };
    }
  }

  unpack(wire: WirePayload): Payload {
    const { number, total, attempt, question, text, answers } = wire;
    const shape = this.#shapes.name(wire.shape, 'text');
    switch (shape) {
      case 'flag':
        return { shape, value: wire.flag };
      case 'number':
        return { shape, value: number };
      case 'choice':
        return { shape, value: text };
      case 'position':
        return { shape, at: number, of: total };
      case 'answer':
        return { shape, attempt, question, options: number };
      case 'attempt': {
        const state = ATTEMPT_STATES[wire.state] as AttemptState;
        return { shape, attempt, state, score: number, max: total, answers };
      }
      case 'draft':
        return { shape, text, state: DRAFT_STATES[wire.state] as DraftState };
      case 'submission':
        return { shape, text };
      case 'intervals':
        return { shape, spans: pairs(answers) };
      case 'membership':
        return { shape, present: wire.flag };
      default:
        return { shape: 'text', text };
    }
  }
}

/** A choice as it crosses; `inbox` is its key there, or 0. */
export function packChoice(
  module: Module,
  { manner, choice, ...made }: InboxChoice & { manner: Manner; erase: string[] },
  inbox: number,
): WireConsent {
  const { method, language, interface: version, told } = manner;
  return {
    ...made,
    choice: module.Choice[choice],
    inbox,
    method: METHODS.indexOf(method),
    told,
    language,
    interface: version,
  };
}

function pairs(bounds: readonly number[]): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i + 1 < bounds.length; i += 2) out.push([bounds[i] ?? 0, bounds[i + 1] ?? 0]);
  return out;
}

/** All frames as one run of bytes: to cross the boundary one by one takes longer than to read them. */
export function packFrames({ frames, ...part }: ReadPart): Frames {
  const keys = frames.map(({ key }) => key);
  let length = 0;
  const ends = frames.map((frame) => {
    length += frame.bytes.length;
    return length;
  });
  const bytes = new Uint8Array(length);
  for (const [i, frame] of frames.entries())
    bytes.set(frame.bytes, (ends[i] ?? 0) - frame.bytes.length);
  return { ...part, keys, ends, bytes };
}
