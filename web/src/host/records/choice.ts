import type { ConsentRecord } from '../../shared/records';

const CONSENT = 11;
/** A stamp: writer, time, counter. */
const STAMP_BYTES = 16;
const CHOICES = [undefined, 'refused', 'on_device', 'granted'] as const;
const METHODS = [
  ...([
    'none',
    'banner',
    'choices',
    'button',
    'placeholder',
    'imported',
    'parent',
    'page',
  ] as const),
];

/** A choice with an identifier, as its frame in the journal has it. */
export interface RecordedChoice
  extends Pick<
    ConsentRecord,
    'id' | 'choice' | 'texts' | 'method' | 'told' | 'language' | 'interface' | 'place' | 'rules'
  > {
  /** Of choices on one device the later has the greater; then the counter decides. */
  stamp: [time: number, counter: number];
  /** Milliseconds since 1970. */
  at: number;
  granted: string[];
  policy: string;
  byParent: boolean;
}

/** Undefined for a frame of something else, and of a refusal that names nobody. Throws RangeError. */
export function choiceIn(frame: Uint8Array): RecordedChoice | undefined {
  const bytes = new FrameReader(frame);
  if (bytes.unsigned(1) !== 3) throw new RangeError('format');
  bytes.skip(4);
  const flags = bytes.unsigned(1);
  bytes.skip(8);
  bytes.varint();
  const stamp: [number, number] = [bytes.unsigned(6), bytes.unsigned(2)];
  bytes.text();
  bytes.text();
  if (flags & 1) bytes.skip(16);
  if (flags & 4) bytes.skip(bytes.varint() * STAMP_BYTES);
  if (bytes.unsigned(1) !== CONSENT) return undefined;
  const id = bytes.uuid();
  const at = bytes.varint();
  const choice = CHOICES[bytes.unsigned(1)];
  const granted = bytes.list(() => bytes.text());
  const [policy, texts] = [bytes.text(), bytes.text()];
  const method = METHODS[bytes.unsigned(1)] ?? 'none';
  const said = bytes.unsigned(1);
  const [language, shownBy] = [bytes.text(), bytes.text()];
  const [place, rules] = [bytes.text(), bytes.text()];
  if (!choice || /^[0-]*$/.test(id)) return undefined;
  return {
    ...{ stamp, id, at, choice, granted, policy, texts, method },
    ...{ language, place, rules, interface: shownBy },
    told: (said & 1) !== 0,
    byParent: (said & 2) !== 0,
  };
}

/** Little endian; throws RangeError past the end. */
class FrameReader {
  #at = 0;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });

  constructor(readonly bytes: Uint8Array) {}

  /** Of up to six bytes. */
  unsigned(size: number): number {
    return this.#take(size).reduceRight((value, byte) => value * 256 + byte, 0);
  }

  varint(): number {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.unsigned(1);
      value += (byte & 127) * scale;
      if (!Number.isSafeInteger(value)) throw new RangeError('varint');
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  text(): string {
    return this.#decoder.decode(this.#take(this.varint()));
  }

  list<T>(element: () => T): T[] {
    return Array.from({ length: Math.min(this.varint(), this.bytes.length) }, element);
  }

  /** Two numbers of eight bytes each. */
  uuid(): string {
    const halves = [this.#take(8), this.#take(8)];
    const hex = halves.flatMap((half) =>
      [...half].reverse().map((byte) => byte.toString(16).padStart(2, '0')),
    );
    return hex.join('').replace(/(.{8})(.{4})(.{4})(.{4})(.*)/, '$1-$2-$3-$4-$5');
  }

  skip(size: number): void {
    this.#take(size);
  }

  #take(size: number): Uint8Array {
    if (this.#at + size > this.bytes.length) throw new RangeError('end');
    this.#at += size;
    return this.bytes.subarray(this.#at - size, this.#at);
  }
}
