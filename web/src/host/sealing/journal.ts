import type { Stores } from '../effects';
import type { Append, Frame, Journal, Part } from '../journal';
import type { Seal } from './stores';
import { Turns } from './turns';

/** The journal, its frames sealed. They are appended in the order given, once each is sealed. */
export class SealedJournal implements Pick<Journal, keyof Stores['journal']> {
  /** A later frame may be sealed sooner. */
  readonly turns = new Turns();

  constructor(
    readonly plain: Journal,
    readonly seal: Seal,
  ) {}

  async append(append: Append): Promise<number[]> {
    const sealed = this.turns.take(() => this.#sealed(append));
    return sealed.then((what) => this.plain.append(what));
  }

  /** A copy would be plain, and there is no time to seal it. */
  copyTail(): void {}

  /** What was copied before the profile was encrypted. */
  adoptTail(): Promise<number> {
    return this.plain.adoptTail(async (copied) => {
      const held = new Set((await this.read(0)).frames.map(({ bytes }) => String(bytes)));
      const frames = copied.filter((frame) => frame.length > 0 && !held.has(String(frame)));
      if (frames.length === 0) return 0;
      const keys = await this.append({
        frames,
        strict: false,
        decision: '',
        consent: null,
        inbox: 0,
      });
      return keys.length;
    });
  }

  async read(after: number, count?: number): Promise<Part> {
    const part = await this.plain.read(after, count);
    const opened = part.frames.map(({ key, bytes }) => this.#opened(key, bytes));
    return { ...part, frames: await Promise.all(opened) };
  }

  inbox() {
    return this.plain.inbox();
  }

  /** What was appended before is still sealed and kept. */
  close(): void {
    void this.turns.take(async () => this.plain.close());
  }

  /** What cannot be opened counts as an empty frame, which replay reports. */
  async #opened(key: number, bytes: Uint8Array): Promise<Frame> {
    const { cipher } = this.seal;
    if (!cipher) return { key, bytes };
    return { key, bytes: (await cipher.open('frame', bytes)) ?? new Uint8Array() };
  }

  async #sealed(append: Append): Promise<Append> {
    const { cipher } = this.seal;
    if (!cipher) return append;
    const seal = (bytes: Uint8Array) => cipher.seal('frame', bytes);
    const consent = append.consent && (await seal(append.consent));
    return { ...append, frames: await Promise.all(append.frames.map(seal)), consent };
  }
}
