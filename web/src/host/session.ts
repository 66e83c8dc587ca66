import type { Account, OpenOptions } from '../shared/types';
import { Alarm } from './alarm';
import { AtRest } from './at-rest';
import { CarrelError } from './errors';
import { type Audience, Host } from './host';
import { drainInbox } from './inbox';
import { Journal } from './journal';
import { Leadership } from './leadership';
import { follow } from './lifecycle';
import type { Engine, Module } from './module';
import { Peers } from './peers';
import { Snapshots } from './snapshots';
import { Tiers } from './tiers';
import { Transport } from './transport';

export interface Setting {
  module: Module;
  engine: Engine;
  profile: string;
  transport: NonNullable<OpenOptions['transport']>;
}

/** One profile's engine in one tab, with everything around it that has to be let go again. */
export class Session {
  readonly host: Host;
  readonly atRest: AtRest;

  readonly #profile: string;
  readonly #leadership: Leadership;
  readonly #ended = new AbortController();

  constructor({ module, engine, profile, transport }: Setting, audience: Audience) {
    const journal = new Journal(profile, () => this.#overtaken());
    const stores = {
      journal,
      snapshots: new Snapshots(module, profile, journal),
      tiers: new Tiers(profile),
    };
    const ports = {
      ...stores,
      transport: transport === 'none' ? null : new Transport(),
      peers: new Peers(profile, () => this.host.submit((e, now) => e.advanced(now))),
      alarm: new Alarm(() => this.host.submit((e, now) => e.tick(now))),
    };
    this.host = new Host(module, engine, ports, audience, () => this.close());
    this.atRest = new AtRest(profile, stores, ports);
    this.#profile = profile;
    this.#leadership = new Leadership(profile, (leader) => {
      this.host.submit((e, now) => e.role(now, leader));
    });
  }

  /** Resolves once what is stored has been read; storage that is denied counts as empty. */
  async start(account: Account | null, passphrase?: string): Promise<void> {
    const { host } = this;
    await this.atRest.unlock(passphrase);
    const { snapshots, tiers } = host.ports;
    const visit = [...(await tiers.visit()).values()];
    const stored = { snapshots: await snapshots.read().catch(() => []), visit };
    host.submit((e, now) => e.signals(now, navigator.globalPrivacyControl === true));
    const { saved, answered } = host.submit((e, now) => e.opened(now, stored));
    await Promise.all([saved, answered]);
    await this.#adoptTail();
    host.submit((e, now) => e.online(now, navigator.onLine));
    if (account) await this.account(account);
    await drainInbox(host);
    host.tellDecisions();
    this.#leadership.seek();
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
        this.#leadership.seek();
        this.host.submit((e, now) => e.advanced(now));
        this.host.submit((e, now) => e.online(now, navigator.onLine));
      },
      online: (online: boolean) => this.host.submit((e, now) => e.online(now, online)),
    };
    follow(events, this.#ended.signal);
  }

  /** What cannot be adopted now stays where it is until the next start. */
  async #adoptTail(): Promise<void> {
    const adopted = await this.host.ports.journal.adoptTail().catch(() => 0);
    if (adopted > 0) await this.host.submit((e, now) => e.advanced(now)).answered;
  }

  /** The profile's subject signs in, or out (null). */
  async account(account: Account | null): Promise<void> {
    const { subject = '', enrolled = false, csrf = '' } = account ?? {};
    if (account && subject !== this.#profile)
      throw new CarrelError('other_profile', 'account.subject');
    const { transport } = this.host.ports;
    if (transport) transport.csrf = csrf;
    await this.host.submit((e, now) => e.account(now, subject, enrolled)).saved;
  }

  /** Another tab has the records lie otherwise now: nothing that this one writes could be read. */
  #overtaken(): void {
    this.close('overtaken');
    this.host.updateState();
  }

  close(end?: string): void {
    this.#ended.abort();
    this.#leadership.resign();
    const { journal, peers, alarm, transport } = this.host.ports;
    this.host.close(end);
    alarm.clear();
    peers.close();
    journal.close();
    transport?.close();
  }
}
