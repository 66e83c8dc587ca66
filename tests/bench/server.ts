// script/bench server: how many statements a second the server keeps, in batches of 50.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Server } from '../browser/support/server';
import { optionsOf } from './options';
import { type Figure, machine, print } from './report';

const LOAD = 'build/native/tests/bench/carrel-load';
const POLICY = 'dist/site/policy.json';
const [PEOPLE, SECONDS] = [16, 10];

interface Taken {
  statementsPerSecond: number;
  p50: number;
  p99: number;
}

async function load(origin: string): Promise<Taken> {
  const { port } = new URL(origin);
  const { stdout } = await promisify(execFile)(LOAD, [port, POLICY, `${PEOPLE}`, `${SECONDS}`]);
  return JSON.parse(stdout);
}

/** The most memory that a process has held, in MB. */
async function peakMemory(pid: number | undefined): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

const measuredOn = machine();
const server = await Server.start();
try {
  const { statementsPerSecond, p50, p99 } = await load(server.origin);
  const peak = await peakMemory(server.process.pid);
  const figure = { peers: {} };
  const figures: Figure[] = [
    {
      ...figure,
      name: 'statements',
      value: statementsPerSecond,
      unit: '/s',
      budget: { least: 50_000 },
    },
    { ...figure, name: 'batch, p50', value: p50, unit: 'ms', budget: null },
    { ...figure, name: 'batch, p99', value: p99, unit: 'ms', budget: { most: 20 } },
    { ...figure, name: 'memory, peak', value: peak, unit: 'MB', budget: { most: 100 } },
  ];
  print({ server: 'carrel-server' }, measuredOn, figures, optionsOf());
} finally {
  await server.stop();
}
