import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Kind, Outcome } from './series';

const REPORT = 'build/kills/report.json';

interface Figure {
  times: number;
  /** Kills that came too late after the newest acknowledgement to count among `times`. */
  late: number;
  acknowledged: number;
  lost: number;
  /** The longest time from an acknowledgement to the blow, without the late ones. */
  longest_ms: number;
}

type Kinds = Partial<Record<Kind, Figure>>;

interface Report {
  browser: string;
  version: string;
  seed: number;
  values: number;
  kinds: Kinds;
}

/** What a series has come to: printed, and added to the report. */
export class Figures {
  readonly #kinds: Kinds = {};
  #slots = 0;

  constructor(
    readonly browser: string,
    readonly version: string,
    readonly seed: number,
  ) {}

  add({ kind, acknowledged, slots, lost, gap }: Outcome, isLate: boolean): void {
    const none = { times: 0, late: 0, acknowledged: 0, lost: 0, longest_ms: 0 };
    this.#kinds[kind] ??= none;
    const figure = this.#kinds[kind];
    if (isLate) figure.late += 1;
    else figure.times += 1;
    figure.acknowledged += acknowledged;
    figure.lost += lost.length;
    if (!isLate) figure.longest_ms = Math.max(figure.longest_ms, gap);
    this.#slots = slots;
  }

  async publish(): Promise<void> {
    const { browser, version, seed } = this;
    console.log(`${browser} ${version}, seed ${seed}, ${this.#slots} values to be found`);
    console.table(this.#kinds);
    const report: Report = { browser, version, seed, values: this.#slots, kinds: this.#kinds };
    const before = JSON.parse(await readFile(REPORT, 'utf8').catch(() => '[]')) as Report[];
    const others = before.filter((other) => other.browser !== browser);
    await mkdir('build/kills', { recursive: true });
    await writeFile(REPORT, `${JSON.stringify([...others, report], null, 2)}\n`);
  }
}
