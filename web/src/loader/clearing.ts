import type * as Clear from '../clear';
import { clearingKey } from '../shared/names';
import type { ClearingReport } from '../shared/types';
import { localCopy } from './copies';
import type { Settings } from './settings';

/** Clears what services have left, by a module that is imported when there may be something. */
export class Clearing {
  readonly #base: string;
  readonly #key: string;
  readonly #ground: () => Promise<Clear.Ground>;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ base, profile }: Settings, ground: () => Promise<Clear.Ground>) {
    this.#base = base;
    this.#key = clearingKey(profile);
    this.#ground = ground;
  }

  /** From here on it is due, in a later document too. */
  announce(): void {
    try {
      localStorage.setItem(this.#key, '');
    } catch {
      // Storage that is denied holds nothing of anybody's.
    }
  }

  get isDue(): boolean {
    return localCopy(this.#key) !== null;
  }

  /** One after the other: each goes by what is allowed when its turn comes. */
  clear(): Promise<ClearingReport> {
    const run = this.#last.catch(() => {}).then(() => this.#clear());
    this.#last = run;
    return run;
  }

  async #clear(): Promise<ClearingReport> {
    const module: Promise<typeof Clear> = import(`${this.#base}clear.js`);
    const [{ clear }, ground] = await Promise.all([module, this.#ground()]);
    const report = await clear(ground);
    const done = report.left.every(({ by }) => by === 'server') && !ground.running;
    if (done) localStorage.removeItem(this.#key);
    const said = report.cleared.length + report.left.length > 0;
    if (said) window.dispatchEvent(new CustomEvent('carrel:cleared', { detail: report }));
    return report;
  }
}
