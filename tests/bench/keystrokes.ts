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
  /** Processor time of the main thread for one key press. */
  busy: number;
}

interface Samples {
  times: number[];
  busy: number[];
}

/**
 * Types in each frame in turn, so that what else the machine does falls on all alike. The cost of
 * `baseline`, which keeps nothing, is taken off the others' processor time.
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
    samples.set(name, { times: [], busy: [] });
  }
  for (let round = 0; round <= ROUNDS; ++round) {
    for (let i = 0; i < names.length; ++i) {
      const name = names[(round + i) % names.length] ?? '';
      const before = await thread.busy();
      const times = await frameOf(page, name).evaluate(
        ([count, gap]) => window.bench.press(count, gap),
        [PRESSES, GAP_MS] as const,
      );
      const busy = ((await thread.busy()) - before) / PRESSES;
      if (round === 0) continue; // warms up
      samples.get(name)?.times.push(...times);
      samples.get(name)?.busy.push(busy);
    }
  }
  const idle = mean(samples.get(baseline)?.busy ?? []);
  return new Map([...samples].map(([name, taken]) => [name, costOf(taken, idle)]));
}

function costOf({ times, busy }: Samples, idle: number): Cost {
  return { p50: quantile(times, 0.5), p99: quantile(times, 0.99), busy: mean(busy) - idle };
}

function frameOf(page: Page, name: string): Frame {
  const frame = page.frame({ name });
  if (!frame) throw new Error(`no frame ${name}`);
  return frame;
}
