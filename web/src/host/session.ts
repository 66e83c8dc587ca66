import type { Ending } from '../shared/names';
import type { Account, OpenOptions, Situation } from '../shared/types';
import { emptyVisit } from '../shared/web-entries';
import { Alarm } from './alarm';
import { AtRest } from './at-rest';
import type { Stores } from './effects';
import { CarrelError } from './errors';
import { type Audience, Host, NOTHING_ALLOWED } from './host';
import { drainInbox } from './inbox';
import { Journal } from './journal';
import { Leadership } from './leadership';
import { follow } from './lifecycle';
import type { Engine, Module } from './module';
import { Peers } from './peers';
import { isEvicted } from './room';
import { Snapshots } from './snapshots';
import { StandIn } from './stand-in';
import { Tiers } from './tiers';
import { Transport } from './transport';

/** Puts others before the stores in use. */
export type Guard = (stores: Stores) => Stores;

export interface Setting {
  module: Module;
  engine: Engine;
  profile: string;
  transport: NonNullable<OpenOptions['transport']>;
  readonly situation: Required<Situation>;
  /** That of another profile, under the same policy, on a module of its own; it sends nothing. */
  beside(profile: string): Promise<Setting>;
}

export interface SessionAudience extends Audience {
  /** The engine is about to end so. */
  ending(how: Ending): void;
}

/** One profile's engine in one tab, with everything around it that has to be let go again. */
export class Session {
  readonly host: Host;
  readonly atRest: AtRest;
  readonly profile: string;

  /** Found at the start. */
  evicted = false;

  readonly #journal: Journal;
  readonly #leadership: Leadership;
  readonly #standIn: StandIn;
  readonly #following = new AbortController();

  constructor(
    readonly setting: Setting,
    readonly audience: SessionAudience,
  ) {
    const { module, engine, profile, transport } = setting;
    this.#journal = new Journal(profile, (code) => this.#ended(code));
    const journal = this.#journal;
    const stores = {
      journal,
      snapshots: new Snapshots(module, profile, journal),
      tiers: new Tiers(profile),
    };
    const peers = new Peers(profile, {
      advanced: () => this.host.submit((e) => e.advanced()),
      ended: (how) => this.#end(how),
      heard: (word) => this.#standIn.heard(word),
    });
    this.#standIn = new StandIn(
      (word) => peers.say(word),
      (wrote) => this.#waits(wrote),
      (leads, sends) => this.host.submit((e) => e.role(leads, sends)),
    );
    const ports = {
      ...stores,
      transport: transport === 'none' ? null : new Transport(),
      peers,
      standIn: this.#standIn,
      alarm: new Alarm(() => this.host.submit((e) => e.tick())),
    };
    this.host = new Host(module, engine, ports, audience, () => this.close());
    this.atRest = new AtRest(profile, stores, ports);
    this.profile = profile;
    this.#leadership = new Leadership(profile, (leads) => this.#standIn.lead(leads));
  }

  /**
   * Resolves once what is stored has been read, to whether a choice was waiting; storage that is
   * denied counts as empty.
   */
  async start(account: Account | null, passphrase?: string): Promise<boolean> {
    const { host } = this;
    const evicted = isEvicted(this.profile, this.#journal);
    await this.read(passphrase);
    this.evicted = await evicted;
    host.submit((e) => e.online(navigator.onLine));
    if (account) await this.account(account);
    const chosen = await drainInbox(host);
    host.tellDecisions();
    this.#leadership.seek();
    this.#standIn.wrote();
    return chosen;
  }

  /** Resolves once what is stored has been read, through the guard. */
  async read(passphrase?: string, guard: Guard = (stores) => stores): Promise<void> {
    const { host } = this;
    await this.atRest.unlock(passphrase);
    Object.assign(host.ports, guard({ ...host.ports }));
    const { situation } = this.setting;
    const { snapshots, tiers } = host.ports;
    const visit = [...(await tiers.visit()).values()];
    const stored = { snapshots: await snapshots.read().catch(() => []), visit };
    const { globalPrivacyControl, doNotTrack } = navigator;
    host.submit((e) => e.signals(globalPrivacyControl === true, doNotTrack === '1'));
    host.submit((e) => e.situate(situation));
    const { saved, answered } = host.submit((e) => e.opened(stored));
    await Promise.all([saved, answered]);
    await this.#adoptTail();
  }

  async situate(situation: Required<Situation>): Promise<void> {
    Object.assign(this.setting.situation, situation);
    await this.host.submit((e) => e.situate(situation)).saved;
  }

  /** Follows the page's life; `flush` puts what has been typed since into the engine. */
  follow(flush: () => void): void {
    const events = {
      hidden: () => {
        flush();
        this.host.ports.journal.copyTail();
      },
      left: () => this.#leadership.resign(),
      restored: () => {
        this.host.ports.peers.greet();
        this.#leadership.seek();
        this.host.submit((e) => e.advanced());
        this.#online(navigator.onLine);
      },
      online: (online: boolean) => this.#online(online),
    };
    follow(events, this.#following.signal);
  }

  #online(online: boolean): void {
    this.host.submit((e) => e.online(online));
    this.#standIn.wrote();
  }

  #waits(wrote: boolean): boolean {
    return this.host.core.query((engine) => {
      const { session, queued } = engine.status();
      return session && (wrote || queued > 0);
    }, false);
  }

  /** What cannot be adopted now stays where it is until the next start. */
  async #adoptTail(): Promise<void> {
    const adopted = await this.host.ports.journal.adoptTail().catch(() => 0);
    if (adopted > 0) await this.host.submit((e) => e.advanced()).answered;
  }

  /** The profile's subject signs in, or out (null). */
  async account(account: Account | null): Promise<void> {
    const { subject = '', enrolled = false, csrf = '' } = account ?? {};
    if (account && subject !== this.profile)
      throw new CarrelError('other_profile', 'account.subject');
    const { transport } = this.host.ports;
    if (transport) transport.csrf = csrf;
    await this.host.submit((e) => e.account(subject, enrolled)).saved;
  }

  /** The person signs out: in all tabs the visit ends, and with it the engine. */
  async signOut(): Promise<void> {
    await this.account(null);
    this.host.ports.peers.end('signed_out');
    this.#end('signed_out');
  }

  #end(how: Ending): void {
    this.audience.ending(how);
    if (how !== 'moved') emptyVisit(this.profile);
    this.#ended(how);
  }

  /** Nothing that this tab would write from here on is to be kept, or could be read. */
  #ended(code: string): void {
    if (code === 'forgotten') this.#journal.abandon();
    this.close(code);
    if (code !== 'overtaken') this.audience.decided(NOTHING_ALLOWED);
    this.host.updateState();
  }

  close(end?: string): void {
    this.#following.abort();
    this.#leadership.resign();
    const { journal, peers, alarm, transport } = this.host.ports;
    this.host.close(end);
    alarm.clear();
    this.#standIn.clear();
    peers.close();
    journal.close();
    transport?.close();
  }
}
