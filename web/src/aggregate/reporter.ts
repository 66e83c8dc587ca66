import { Alarm } from '../host/alarm';
import { ledgerLockName } from '../shared/names';
import type { Carrel } from '../shared/types';
import type { Gate } from './gate';
import { Ledger } from './ledger';
import type { Plan } from './metrics';
import { isNews } from './news';
import { sendReport, settledBy } from './send';
import type { Held, LedgerStore } from './store';
import { studiesOf } from './studies';

/** After a failure, and where another tab is at it. */
const LATER_MS = 300_000;

/** Tells what may be told of epochs that are over, once, and has every answer durable before it leaves. */
export class Reporter {
  readonly #alarm = new Alarm(() => this.run());
  readonly #following = new AbortController();
  #running = false;
  /** Something has changed since the turn began. */
  #again = false;
  /** Since this page was opened: what waits may have to be dropped. */
  #decided = false;

  constructor(
    readonly carrel: Carrel,
    readonly gate: Gate,
    readonly plan: Plan,
    readonly store: LedgerStore,
  ) {}

  start(): void {
    const run = () => this.run();
    const options = { signal: this.#following.signal };
    const decided = () => {
      this.#decided = true;
      run();
    };
    this.carrel.addEventListener('decision', decided, options);
    addEventListener('online', run, options);
    run();
  }

  /** What fails is tried again at the next opening. */
  run(): void {
    this.#again = true;
    if (!this.#running) this.#turns().catch(() => {});
  }

  async #turns(): Promise<void> {
    this.#running = true;
    try {
      while (this.#again) {
        this.#again = false;
        await this.#turn();
      }
    } finally {
      this.#running = false;
    }
  }

  async #turn(): Promise<void> {
    const { locks } = navigator;
    const name = ledgerLockName(this.store.atRest.profile);
    if (!locks) return this.#report();
    await locks.request(name, { ifAvailable: true }, (lock) =>
      lock ? this.#report() : this.#alarm.set(Date.now() + LATER_MS),
    );
  }

  async #report(): Promise<void> {
    this.#alarm.clear();
    if (this.gate.ended) return this.#following.abort();
    const held = await this.store.read();
    if (!this.#hasWork(held)) return;
    const ledger = await Ledger.open(held.bytes);
    try {
      const wait = await this.#tell(ledger, held);
      const next = ledger.nextDue();
      if (next !== null) this.#alarm.set(Math.max(next, Date.now() + wait));
    } finally {
      ledger.close();
    }
  }

  /** Without a ledger, to begin one; with one, while reports are collected, or after a decision. */
  #hasWork({ lies }: Held): boolean {
    if (!lies) return this.plan.metrics.some(this.gate.allowing());
    return this.#decided || this.plan.calendar.collected(Date.now()).length > 0;
  }

  /** Resolves to how long to wait at least before the next turn. */
  async #tell(ledger: Ledger, held: Held): Promise<number> {
    if (this.gate.ended) return 0;
    this.#bringUpToDate(ledger);
    const due = ledger.due();
    if (due.length === 0 && !isNews(held.bytes, ledger.bytes)) return 0;
    let kept = await this.#kept(ledger, held);
    for (const { id, metric, report } of kept ? due : []) {
      if (!this.#mayTell(metric)) {
        // The next turn drops what waits.
        this.#again = true;
        break;
      }
      const { status, retryAfter } = await sendReport(report);
      const isSent = settledBy(status);
      if (isSent === null) return Math.max(retryAfter, LATER_MS);
      ledger.handle.settle(id, isSent);
      kept = kept && (await this.#kept(ledger, kept));
      if (!kept) break;
    }
    return 0;
  }

  #bringUpToDate(ledger: Ledger): void {
    const allowed = this.gate.allowing();
    const now = Date.now();
    for (const { metric, state } of ledger.debits())
      if (state === 'waiting' && !this.#mayTell(metric)) ledger.handle.withdraw(metric);
    ledger.handle.expire(BigInt(now));
    for (const epoch of this.plan.calendar.collected(now))
      for (const study of studiesOf(this.carrel, this.plan, epoch, allowed))
        ledger.answer(this.plan, study);
  }

  /** By the engine's word at this moment. */
  #mayTell(key: string): boolean {
    const allowed = this.gate.allowing();
    return this.plan.metrics.some((metric) => metric.key === key && allowed(metric));
  }

  /** Null where somebody else was sooner: the next turn begins with what they have left. */
  async #kept(ledger: Ledger, held: Held): Promise<Held | null> {
    const { bytes } = ledger;
    if (String(bytes) === String(held.bytes)) return held;
    const kept = await this.store.replace(held, bytes);
    this.#again ||= kept === null;
    return kept;
  }
}
