import { afterAll, beforeAll, describe, expect, onTestFailed, test } from 'vitest';
import { Server } from '../support/server';
import { chromium } from './chromium';
import { Figures } from './figures';
import { firefox, isInstalled } from './firefox';
import { type Kind, Series } from './series';
import type { Victim } from './victim';

const KILLS = Number(process.env['KILLS'] ?? 0);
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
const FEW: Kind[] = ['kill', 'reload', 'kill', 'crash'];
const OTHERS: Kind[] = ['crash', 'close', 'navigate', 'reload', 'quota'];
/** Later than this after an acknowledgement is no kill that counts. */
const IN_TIME = 50;
const TRIES = 4;
const PATIENCE = 180_000;
const MISSING = 'Firefox is not installed: apt-get install firefox-esr, or set FIREFOX';

/** That many kills, and after every fifth one of the other kinds. */
function schedule(kinds: Kind[]): Kind[] {
  const kills = Array.from({ length: KILLS }, (_, i) => i);
  return kills.flatMap((i): Kind[] => {
    const other = kinds[((i - 4) / 5) % kinds.length];
    return other ? ['kill', other] : ['kill'];
  });
}

function run(name: string, start: () => Promise<Victim>, kinds: Kind[]): void {
  describe(`${name}, seed ${SEED}`, () => {
    let server: Server;
    let victim: Victim;
    let series: Series;
    let figures: Figures;

    beforeAll(async () => {
      [server, victim] = await Promise.all([Server.start(), start()]);
      series = new Series(victim, server.origin);
      figures = new Figures(name, await victim.version(), SEED);
      await series.begin();
    }, PATIENCE);

    afterAll(async () => {
      await figures?.publish();
      await victim?.destroy();
      await server?.stop();
    });

    test.each(kinds.map((kind, i) => [i + 1, kind] as const))('%i: %s', async (turn, kind) => {
      onTestFailed(() => victim.kill());
      for (let left = TRIES, isLate = true; left > 0 && isLate; left--) {
        const outcome = await series.end(kind, SEED + turn * TRIES + left);
        isLate = kind === 'kill' && outcome.gap > IN_TIME;
        figures.add(outcome, isLate);
        expect(outcome.lost, `${kind} with seed ${SEED}, turn ${turn}`).toEqual([]);
      }
    });
  });
}

run('Chromium', chromium, KILLS > 0 ? schedule(OTHERS) : FEW);

if (KILLS > 0 && isInstalled) {
  run('Firefox', firefox, schedule(OTHERS.filter((kind) => kind !== 'quota')));
} else if (KILLS > 0) {
  console.log(MISSING);
}
