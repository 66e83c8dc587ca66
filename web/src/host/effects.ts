import type { Alarm } from './alarm';
import { CarrelError } from './errors';
import { failureOf } from './failure';
import { EMPTY, type Journal, type Part } from './journal';
import type { Done, Effect, EffectOf, Name } from './module';
import type { Peers } from './peers';
import type { Snapshots } from './snapshots';
import type { StandIn } from './stand-in';
import type { Tiers } from './tiers';
import type { Transport } from './transport';

const CHUNK = 2048;

/** Its functions may answer later. */
type Eventually<T> = {
  [K in keyof T]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => R | Promise<R>
    : T[K];
};

/** Where records lie: plain, or sealed by what stands before it. */
export interface Stores {
  journal: Pick<Journal, 'append' | 'copyTail' | 'adoptTail' | 'read' | 'inbox' | 'close'>;
  snapshots: Pick<Snapshots, 'read' | 'write' | 'forget'>;
  tiers: Eventually<Pick<Tiers, 'put' | 'visit'>>;
}

/** What carries the effects out. */
export interface Ports extends Stores {
  /** Null in the fully local mode, in which nothing can be sent. */
  transport: Transport | null;
  peers: Peers;
  standIn: Pick<StandIn, 'wrote'>;
  alarm: Alarm;
}

/** Who hears of them. */
/** A part of what was asked for. */
export interface ReadPart extends Part {
  complete: boolean;
  snapshots: Uint8Array[];
}

export interface Feedback {
  /** Rejects where the frames are refused. */
  read(id: number, part: ReadPart): Promise<void>;
  done(id: number, failure: Name<'Failure'> | null, result: Partial<Done>): void;
  acknowledged(effect: EffectOf['acknowledge']): void;
  changed(items: string[]): void;
  decided(): void;
  /** What is stored could not be read to its end. */
  unreadable(): void;
}

/** What does one kind of effect. */
type Carrier<E> = (effect: E) => unknown;

/** Carries effects out. They are issued in the order given; no one waits for another's end. */
export class Effects {
  readonly #carriers: { readonly [K in keyof EffectOf]: Carrier<EffectOf[K]> } = {
    read: (effect) => this.#read(effect),
    persist: (effect) => this.#persist(effect),
    snapshot: (effect) => this.#answer(effect.id, this.#snapshot(effect)),
    forget: (effect) => this.#answer(effect.id, this.#forget(effect)),
    put_tier: (effect) => this.#answer(effect.id, this.#putTier(effect)),
    send: (effect) => this.#answer(effect.id, this.#send(effect)),
    acknowledge: (effect) => this.feedback.acknowledged(effect),
    changed: ({ items }) => this.feedback.changed(items),
    decide: () => this.feedback.decided(),
    wake: ({ at }) => this.ports.alarm.set(at),
  };

  constructor(
    readonly ports: Ports,
    readonly feedback: Feedback,
  ) {}

  /** Resolves once each of them has been answered; rejects where what was read is refused. */
  async carryOut(effects: readonly Effect[]): Promise<void> {
    await Promise.all(effects.map((effect) => this.#start(effect)));
  }

  async #start(effect: Effect): Promise<void> {
    await (this.#carriers[effect.kind] as Carrier<Effect>)(effect);
  }

  /** Resolves to whether the work was done. */
  #answer(id: number, work: Promise<Partial<Done>>): Promise<boolean> {
    return work.then(
      (result) => {
        this.feedback.done(id, null, result);
        return true;
      },
      (error: unknown) => {
        this.feedback.done(id, failureOf(error), {});
        return false;
      },
    );
  }

  async #read({ id, after, known }: EffectOf['read']): Promise<void> {
    for (let from = after, complete = false; !complete; ) {
      const { frames, compaction } = await this.#part(from);
      complete = frames.length < CHUNK;
      const gap = compaction.deletedTo > Math.max(known, from);
      const snapshots = gap ? await this.ports.snapshots.read() : [];
      from = frames.at(-1)?.key ?? from;
      await this.feedback.read(id, { frames, complete, compaction, snapshots });
    }
  }

  /**
   * Storage that is denied holds nothing. Any other failure is no end of the journal: the rest may
   * hold a withdrawal.
   */
  async #part(after: number): Promise<Part> {
    try {
      return await this.ports.journal.read(after, CHUNK);
    } catch (error) {
      if (failureOf(error) === 'unavailable') return EMPTY;
      this.feedback.unreadable();
      throw error;
    }
  }

  /** The person here waits for the answer; the other tabs can be told after it. */
  async #persist(effect: EffectOf['persist']): Promise<void> {
    const appended = this.ports.journal.append(effect).then((keys) => ({ keys }));
    if (!(await this.#answer(effect.id, appended))) return;
    if (effect.decision) this.ports.peers.decided();
    else this.ports.peers.advanced();
    this.ports.standIn.wrote();
  }

  async #snapshot(effect: EffectOf['snapshot']): Promise<Partial<Done>> {
    await this.ports.snapshots.write(effect);
    return {};
  }

  async #forget({ keys }: EffectOf['forget']): Promise<Partial<Done>> {
    await this.ports.snapshots.forget(keys);
    this.ports.peers.advanced();
    return {};
  }

  async #putTier(effect: EffectOf['put_tier']): Promise<Partial<Done>> {
    await this.ports.tiers.put(effect);
    return {};
  }

  async #send(effect: EffectOf['send']): Promise<Partial<Done>> {
    if (!this.ports.transport) throw new CarrelError('blocked');
    return this.ports.transport.send(effect);
  }
}
