import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { Kind, Outcome } from './series';

const REPORT = 'build/kills/report.json';

interface Figure {
  times: number;
  /** More than 50 ms after the newest acknowledgement, beyond `times`. */
  late: number;
  acknowledged: number;
  lost: number;
  /** The longest time from an acknowledgement to the blow, of those in time. */
  longest_ms: number;
}

/** What a series has come to: printed, and added to the report. */
export class Figures {
  readonly #kinds: Partial<Record<Kind, Figure>> = {};
  #slots = 0;

  constructor(
    readonly browser: string,
    readonly version: string,
    readonly seed: number,
  ) {}

  add({ kind, acknowledged, slots, lost, gap }: Outcome, inTime: boolean): void {
    const none = { times: 0, late: 0, acknowledged: 0, lost: 0, longest_ms: 0 };
    this.#kinds[kind] ??= none;
    const figure = this.#kinds[kind];
    if (inTime) figure.times += 1;
    else figure.late += 1;
    figure.acknowledged += acknowledged;
    figure.lost += lost.length;
    if (inTime) figure.longest_ms = Math.max(figure.longest_ms, gap);
    this.#slots = slots;
  }

  async publish(): Promise<void> {
    const { browser, version, seed } = this;
    console.log(`${browser} ${version}, seed ${seed}, ${this.#slots} values to be found`);
    console.table(this.#kinds);
    const before = await readFile(REPORT, 'utf8').catch(() => '[]');
    const report = { browser, version, seed, values: this.#slots, kinds: this.#kinds };
    await mkdir('build/kills', { recursive: true });
    await writeFile(REPORT, `${JSON.stringify([...JSON.parse(before), report], null, 2)}\n`);
  }
}
