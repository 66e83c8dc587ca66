import { parseDecision } from '../shared/decision';
import { ADVANCED, channelName, decisionKey } from '../shared/names';
import type {
  Blocked,
  Carrel,
  CarrelPage,
  ClearingReport,
  DecisionDetail,
  OpenOptions,
} from '../shared/types';
import { emptyVisit } from '../shared/web-entries';
import { Clearing } from './clearing';
import { localCopy, readCopies } from './copies';
import { Dialogues } from './dialogues';
import { whenIdle } from './document';
import { Gate } from './gate';
import { leaveChoice } from './inbox';
import { type PolicySource, policySource } from './policy';
import type { Settings } from './settings';
import {
  agreedOn,
  allows,
  DENIED,
  heeded,
  isKnown,
  keysOf,
  lets,
  narrows,
  type Standing,
  same,
} from './standing';

type Made = Parameters<CarrelPage['choose']>;

interface EngineModule {
  open(options: OpenOptions): Promise<Carrel>;
}

const isWithheld = (key: string) => window.carrelLockDown?.withholds(key) === true;

/** What may run in this document. The engine alone widens it; everything else can only narrow. */
export class Page implements CarrelPage {
  readonly #settings: Settings;
  readonly #policy: PolicySource;
  readonly #gate: Gate;
  readonly #channel: BroadcastChannel;
  readonly #clearing: Clearing;
  readonly dialogues: Dialogues;
  #standing = DENIED;
  /** The latest that was no mere waiting for one. */
  #known = DENIED;
  /** Counts what was learnt: a reading begun before the latest word is dropped. */
  #turn = 0;
  #opening: Promise<Carrel> | undefined;
  #running = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#policy = policySource(settings);
    this.#gate = new Gate(
      {
        lets: (names) => lets(this.#standing, names),
        withholds: (names) => keysOf(this.#standing, names).some(isWithheld),
      },
      settings,
    );
    this.#clearing = new Clearing(settings, async () => ({
      policy: await this.#policy.text(),
      allowed: (key) => this.allowed(key),
      running: this.#gate.stale,
    }));
    this.#channel = new BroadcastChannel(channelName(settings.profile));
    this.dialogues = new Dialogues(settings, async () => ({
      page: this,
      policy: await this.#policy.text(),
      profile: settings.profile,
      language: settings.language,
      choice: this.#standing.choice,
      privacyCentre: settings.privacyCentre,
    }));
  }

  start(): void {
    window.addEventListener('carrel:decision', ({ detail }) => {
      if (detail.source === 'engine') this.#learn(detail);
    });
    window.addEventListener('pageshow', ({ persisted }) => {
      if (persisted) this.#read(false);
    });
    this.#channel.onmessage = ({ data }) => {
      if (data === 'forgotten' || data === 'signed_out') emptyVisit(this.#settings.profile);
      this.#read(false);
    };
    const local = parseDecision(localCopy(decisionKey(this.#settings.profile)));
    const reading = this.#read(true);
    // The local copy alone can deny: then placeholders are there before the first paint.
    if (!local || local.choice === 'refused') this.#gate.watch();
    else reading.finally(() => this.#gate.watch());
    reading.then(() =>
      whenIdle(() => {
        if (this.#clearing.isDue) this.clear().catch(reportError);
        if (this.#standing.choice !== 'unasked') this.dialogues.news();
      }),
    );
  }

  allowed(category: string): boolean {
    return allows(this.#standing, category);
  }

  preferences(): void {
    this.dialogues.preferences();
  }

  engine(passphrase?: string): Promise<Carrel> {
    // One that is on its way has no passphrase, and may fail for want of it.
    const before = this.#opening;
    if (before && passphrase !== undefined) return before.catch(() => this.engine(passphrase));
    return this.#engineAfter(Promise.resolve(), passphrase);
  }

  async clear(): Promise<ClearingReport> {
    if (!isKnown(this.#standing)) await this.engine();
    return this.#clearing.clear();
  }

  blocked(): Blocked[] {
    return window.carrelLockDown?.blocked ?? [];
  }

  async reload(): Promise<void> {
    const carrel = await this.#opening?.catch(() => undefined);
    await carrel?.flush();
    location.reload();
  }

  async choose(...made: Made): Promise<void> {
    this.#clearing.announce();
    await this.#make(made);
    await this.clear().catch(reportError);
  }

  async #make(made: Made): Promise<void> {
    if (!this.#running) this.#learn(DENIED);
    while (this.#opening) {
      const carrel = await this.#opening.catch(() => undefined);
      if (carrel) return carrel.choose(...made);
    }
    const left = this.#leave(made);
    const carrel = await this.#engineAfter(left);
    if (!(await left)) return carrel.choose(...made);
    if (carrel.decision().choice === 'unasked') throw new Error('carrel: the choice was refused');
  }

  /** Resolves to whether the choice lies in the inbox; storage may be blocked. */
  async #leave([choice, purposes, texts, manner, erase]: Made): Promise<boolean> {
    try {
      const [policy, at] = [await this.#policy.hash(), Date.now()];
      const made = { choice, purposes, texts, manner, erase, policy, at };
      await leaveChoice(this.#settings.profile, made);
      this.#channel.postMessage(ADVANCED);
      return true;
    } catch {
      return false;
    }
  }

  /** The one engine of this document, opened after `before` unless it is already on its way. */
  #engineAfter(before: Promise<unknown>, passphrase?: string): Promise<Carrel> {
    this.#opening ??= before
      .then(() => this.#open(passphrase))
      .catch((reason) => {
        this.#opening = undefined;
        throw reason;
      });
    return this.#opening;
  }

  async #open(passphrase?: string): Promise<Carrel> {
    const { base, profile, transport, language, situation } = this.#settings;
    const imported: Promise<EngineModule> = import(`${base}carrel.js`);
    const fetched = situation.rules && fetch(situation.rules).then((reply) => reply.text());
    const [{ open }, policyText, rules] = await Promise.all([
      imported,
      this.#policy.text(),
      // Without rules the strictest hold.
      Promise.resolve(fetched).catch(() => ''),
    ]);
    const where = { ...situation, rules };
    const carrel = await open({
      policyText,
      profile,
      transport,
      language,
      passphrase,
      situation: where,
    });
    this.#running = true;
    const decision = carrel.decision();
    this.#learn(decision);
    if (decision.ask) this.dialogues.ask();
    return carrel;
  }

  /** Reads both copies of the decision; whatever is not two equal, valid copies is the engine's. */
  async #read(atStart: boolean): Promise<void> {
    if (this.#running) return;
    this.#turn += 1;
    const turn = this.#turn;
    const reading = readCopies(this.#settings.profile);
    const hashing = this.#policy.hash().catch(() => '');
    const [copies, policy] = [await reading, await hashing];
    if (turn !== this.#turn) return;
    if (!copies.local && !copies.stored && !copies.waiting) {
      this.#learn(DENIED);
      return this.dialogues.ask();
    }
    const agreed = agreedOn(copies, policy, Date.now());
    this.#learn(agreed ?? DENIED);
    if (agreed?.ask) this.dialogues.ask();
    // Elsewhere a waiting choice is already on its way through that tab's engine.
    if (copies.waiting ? atStart : !agreed || copies.local !== copies.stored) {
      this.engine().catch(reportError);
    }
  }

  #learn(standing: Standing): void {
    this.#turn += 1;
    const now = heeded(standing);
    if (same(now, this.#standing)) return;
    this.#standing = now;
    const lock = window.carrelLockDown;
    if (isKnown(now)) lock?.follow((key) => this.allowed(key));
    const reload = this.#gate.stale || lock?.stale === true;
    const detail: DecisionDetail = { ...now, source: 'loader', reload };
    window.dispatchEvent(new CustomEvent('carrel:decision', { detail }));
    this.#gate.apply();
    if (!isKnown(now)) return;
    if (narrows(this.#known, now)) this.clear().catch(reportError);
    this.#known = now;
  }
}
