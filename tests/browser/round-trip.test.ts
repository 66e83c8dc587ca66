import { afterAll, beforeAll, expect, test } from 'vitest';
import { Acts } from './support/acts';
import { Device } from './support/browser';
import { Expectations } from './support/expectations';
import { scenario } from './support/scenario';
import { Server } from './support/server';

let server: Server;
let device: Device;

beforeAll(async () => {
  server = await Server.start();
  device = await Device.create();
});

afterAll(async () => {
  await device.destroy();
  await server.stop();
});

test("one learner's round trip, in Chromium against the real server", async () => {
  const acts = new Acts(device, server);
  const expectations = new Expectations(device, server);
  for (const [index, step] of scenario('round_trip').entries()) {
    try {
      if (step.act) await acts.run(step);
      else await expectations.judge(step);
    } catch (error) {
      throw new Error(`step ${index + 1}: ${JSON.stringify(step).slice(0, 200)}`, { cause: error });
    }
  }
  expect(device.faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
});
