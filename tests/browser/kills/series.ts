import type { Value } from '../../../web/src/shared/types';
import { accept, heard, LESSONS, learn, open, untilSaveState, work } from './learner';
import { Ledger } from './ledger';
import { Random } from './random';
import { type Cramped, isCramped, type Tab, type Victim } from './victim';

/** How work ends; but for `kill` and `quota`, the browser is killed after it. */
export const KINDS = ['kill', 'crash', 'close', 'navigate', 'reload', 'quota'] as const;
export type Kind = (typeof KINDS)[number];

export interface Outcome {
  kind: Kind;
  /** Acknowledged as durable since the last one. */
  acknowledged: number;
  /** Different values that were looked for afterwards. */
  slots: number;
  lost: string[];
  /** Milliseconds from the newest acknowledgement to the blow. */
  gap: number;
}

interface Found {
  values: Value[];
  damaged: number;
  choice: string;
}

const NO_ROOM = 'Not saved: this browser has no room left for this site';

/** One learner's browser, which is ended again and again; what it was told is remembered. */
export class Series {
  readonly #ledger = new Ledger();
  #heard = () => {};

  constructor(
    readonly victim: Victim,
    readonly origin: string,
  ) {}

  async begin(): Promise<void> {
    const tab = await this.#tab();
    await open(tab, this.origin, 'essay');
    await accept(tab);
  }

  async end(kind: Kind, seed: number): Promise<Outcome> {
    const before = this.#ledger.acknowledgements;
    const struck = await this.#strike(kind, new Random(seed), `Attempt ${seed}:`);
    const { values, damaged, choice } = await this.#look();
    const lost = this.#ledger.lost(values);
    if (damaged > 0) lost.push(`${damaged} damaged`);
    if (choice !== 'granted') lost.push(`the choice: ${choice}`);
    const { acknowledgements, slots, newest } = this.#ledger;
    const gap = Math.max(0, struck - newest);
    return { kind, acknowledged: acknowledgements - before, slots, lost, gap };
  }

  /** The learner's tabs, in each of which something is under way; resolves to when it was ended. */
  async #strike(kind: Kind, draw: Random, note: string): Promise<number> {
    if (kind === 'quota') return this.#fill(draw, note);
    const tabs = [await this.#tab(), await this.#tab()];
    const ended = new AbortController();
    const { signal } = ended;
    const wanted = this.#ledger.acknowledgements + 3 + draw.below(40);
    const enough = this.#once(() => this.#ledger.acknowledgements >= wanted);
    const pause = Math.max(0, draw.below(20) - 10);
    const learners = tabs.map((tab) => {
      const own = new Random(draw.below(2 ** 32));
      return learn(tab, this.origin, { note, draw: own, ended: signal });
    });
    await Promise.race([enough, ...learners]);
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
    ended.abort();
    const blow = this.#blow(kind, tabs);
    const struck = Date.now();
    await blow;
    await this.victim.kill();
    await Promise.all(learners);
    return struck;
  }

  /** Begins before it returns. */
  #blow(kind: Kind, tabs: Tab[]): Promise<unknown> {
    const each = (act: (tab: Tab) => Promise<unknown>) => Promise.all(tabs.map(act));
    switch (kind) {
      case 'close':
        return each((tab) => tab.close());
      case 'navigate':
        return each((tab) => tab.goto(`${this.origin}/policy.json`));
      case 'reload':
        return each((tab) => tab.reload());
      case 'crash':
        return each((tab) => tab.crash());
      default:
        return this.victim.kill();
    }
  }

  /** No room is left; once there is some again everything is saved, without a reload. */
  async #fill(draw: Random, note: string): Promise<number> {
    if (!isCramped(this.victim)) throw new Error(`${this.victim.name} takes no quota`);
    const victim: Cramped = this.victim;
    // A browser goes by what room it has found lately; another one looks anew.
    await victim.kill();
    await victim.setRoom(this.origin, 1);
    const before = this.#ledger.unanswered;
    const tabs = [await this.#tab(), await this.#tab()];
    for (const [i, tab] of tabs.entries()) {
      const lesson = LESSONS[i] ?? 'essay';
      await open(tab, this.origin, lesson);
      await work(tab, lesson, { note, acts: 10, draw });
      const said = await untilSaveState(tab, 'unsaved');
      if (said !== NO_ROOM) throw new Error(`the page says: ${said}`);
    }
    if (this.#ledger.unanswered === before) throw new Error('nothing waits for room');
    const answered = this.#once(() => this.#ledger.unanswered === before);
    await victim.setRoom(this.origin, null);
    await Promise.all([answered, ...tabs.map((tab) => untilSaveState(tab, 'saved'))]);
    const killed = victim.kill();
    const struck = Date.now();
    await killed;
    return struck;
  }

  #tab(): Promise<Tab> {
    return this.victim.tab((line) => {
      const said = heard(line);
      if (!said) return;
      this.#ledger.hear(said);
      this.#heard();
    });
  }

  /** Resolves in the very moment in which a page says so. */
  #once(heard: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#heard = () => {
        if (heard()) resolve();
      };
    });
  }

  /** What a fresh browser finds. */
  async #look(): Promise<Found> {
    const tab = await this.#tab();
    await tab.goto(`${this.origin}/en/privacy.html`);
    const found = await tab.evaluate(async () => {
      const engine = await window.carrel?.engine();
      if (!engine) throw new Error('there is no engine');
      const { choice } = engine.decision();
      return { values: engine.values('', ''), damaged: engine.damaged(), choice };
    }, null);
    await tab.close();
    return found;
  }
}
