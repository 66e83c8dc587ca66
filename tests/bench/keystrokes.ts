import type { Frame, Page } from 'playwright-core';
import { mean, quantile } from './statistics';
import { MainThread } from './thread';

const ROUNDS = 40;
const PRESSES = 25;
/** Between two key presses; a person leaves 100 or more. */
const GAP_MS = 4;

export interface Cost {
  /** From the key press until the text is kept. */
  p50: number;
  p99: number;
  /** How long the page takes no other event. */
  blocked: number;
  /** Processor time of the main thread for one key press. */
  busy: number;
}

interface Samples {
  kept: number[];
  blocked: number[];
  busy: number[];
}

/**
 * Types in each frame in turn, so that what else the machine does falls on all alike. What
 * `baseline` takes, which keeps nothing, is taken off the others' main thread.
 */
export async function keystrokes(
  page: Page,
  names: readonly string[],
  baseline: string,
): Promise<Map<string, Cost>> {
  const thread = await MainThread.of(page);
  const samples = new Map<string, Samples>();
  for (const name of names) {
    await frameOf(page, name).evaluate((saver) => window.bench.prepare(saver), name);
    samples.set(name, { kept: [], blocked: [], busy: [] });
  }
  for (let round = 0; round <= ROUNDS; ++round) {
    for (let i = 0; i < names.length; ++i) {
      const name = names[(round + i) % names.length] ?? '';
      const before = await thread.busy();
      const presses = await frameOf(page, name).evaluate(
        ([count, gap]) => window.bench.press(count, gap),
        [PRESSES, GAP_MS] as const,
      );
      const busy = ((await thread.busy()) - before) / PRESSES;
      if (round === 0) continue; // warms up
      const taken = samples.get(name);
      taken?.kept.push(...presses.map(({ kept }) => kept));
      taken?.blocked.push(...presses.map(({ blocked }) => blocked));
      taken?.busy.push(busy);
    }
  }
  const idle = samples.get(baseline) ?? { kept: [], blocked: [], busy: [] };
  return new Map([...samples].map(([name, taken]) => [name, costOf(taken, idle)]));
}

function costOf(taken: Samples, idle: Samples): Cost {
  return {
    p50: quantile(taken.kept, 0.5),
    p99: quantile(taken.kept, 0.99),
    blocked: quantile(taken.blocked, 0.5) - quantile(idle.blocked, 0.5),
    busy: mean(taken.busy) - mean(idle.busy),
  };
}

function frameOf(page: Page, name: string): Frame {
  const frame = page.frame({ name });
  if (!frame) throw new Error(`no frame ${name}`);
  return frame;
}
