import type { Alarm } from './alarm';
import { CarrelError } from './errors';
import { failureOf } from './failure';
import type { Journal } from './journal';
import type { Done, Effect, Frame, Module, Name } from './module';
import { Names } from './names';
import type { Peers } from './peers';
import type { Snapshots } from './snapshots';
import type { Tiers } from './tiers';
import type { Transport } from './transport';

const CHUNK = 512;

/** What carries the effects out. */
export interface Ports {
  journal: Journal;
  snapshots: Snapshots;
  tiers: Tiers;
  /** Null in the fully local mode, in which nothing can be sent. */
  transport: Transport | null;
  peers: Peers;
  alarm: Alarm;
}

/** Who hears of them. */
export interface Feedback {
  /** Rejects where the frames are refused. */
  read(id: number, frames: Frame[], complete: boolean): Promise<void>;
  done(id: number, failure: Name<'Failure'> | null, result: Partial<Done>): void;
  acknowledged(effect: Effect): void;
  changed(items: string[]): void;
  decided(): void;
  /** What is stored could not be read to its end. */
  unreadable(): void;
}

/** Carries effects out. They are issued in the order given; no one waits for another's end. */
export class Effects {
  readonly #kinds: Names<'EffectKind'>;

  constructor(
    module: Module,
    readonly ports: Ports,
    readonly feedback: Feedback,
  ) {
    this.#kinds = new Names(module.EffectKind);
  }

  /** Resolves once each of them has been answered; rejects where what was read is refused. */
  async carryOut(effects: readonly Effect[]): Promise<void> {
    await Promise.all(effects.map((effect) => this.#start(effect)));
  }

  async #start(effect: Effect): Promise<void> {
    switch (this.#kinds.name(effect.kind, null)) {
      case 'acknowledge':
        return this.feedback.acknowledged(effect);
      case 'changed':
        return this.feedback.changed(effect.items);
      case 'decide':
        return this.feedback.decided();
      case 'wake':
        return this.ports.alarm.set(effect.at);
      case 'read':
        return this.#read(effect);
      case 'persist':
        return this.#answer(effect, this.#persist(effect));
      case 'snapshot':
        return this.#answer(effect, this.#snapshot(effect));
      case 'forget':
        return this.#answer(effect, this.#forget(effect));
      case 'put_tier':
        return this.#answer(effect, this.#putTier(effect));
      case 'send':
        return this.#answer(effect, this.#send(effect));
      default:
        return this.feedback.done(effect.id, 'other', {});
    }
  }

  async #answer(effect: Effect, work: Promise<Partial<Done>>): Promise<void> {
    await work.then(
      (result) => this.feedback.done(effect.id, null, result),
      (error: unknown) => this.feedback.done(effect.id, failureOf(error), {}),
    );
  }

  async #read({ id, after }: Effect): Promise<void> {
    for (let from = after, complete = false; !complete; ) {
      const frames = await this.#frames(from);
      complete = frames.length < CHUNK;
      from = frames.at(-1)?.key ?? from;
      await this.feedback.read(id, frames, complete);
    }
  }

  /**
   * Storage that is denied holds nothing. Any other failure is no end of the journal: the rest may
   * hold a withdrawal.
   */
  async #frames(after: number): Promise<Frame[]> {
    try {
      return await this.ports.journal.read(after, CHUNK);
    } catch (error) {
      if (failureOf(error) === 'unavailable') return [];
      this.feedback.unreadable();
      throw error;
    }
  }

  async #persist(effect: Effect): Promise<Partial<Done>> {
    const keys = await this.ports.journal.append(effect);
    this.ports.peers.advanced();
    return { keys };
  }

  async #snapshot({ generation, bytes }: Effect): Promise<Partial<Done>> {
    await this.ports.snapshots.write(generation, bytes ?? new Uint8Array());
    return {};
  }

  async #forget({ keys }: Effect): Promise<Partial<Done>> {
    await this.ports.snapshots.forget(keys);
    return {};
  }

  async #putTier(effect: Effect): Promise<Partial<Done>> {
    this.ports.tiers.put(effect);
    return {};
  }

  async #send(effect: Effect): Promise<Partial<Done>> {
    if (!this.ports.transport) throw new CarrelError('blocked');
    return this.ports.transport.send(effect);
  }
}
