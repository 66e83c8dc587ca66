// script/bench aggregate: what a report costs its device and the server, and what all of it weighs.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Device } from '../browser/support/browser';
import { Server } from '../browser/support/server';
import { optionsOf } from './options';
import { type Figure, machine, print } from './report';
import { serve } from './site';

const POLICY = 'dist/site/policy.json';
const PROGRAMS = 'build/native/tests/bench';
const [CONNECTIONS, SECONDS, BATCH] = [16, 10, 100_000];
const DAY = 86_400;

const run = promisify(execFile);

const figure = (name: string, value: number, unit: string): Figure => ({
  ...{ name, value, unit },
  budget: null,
  peers: {},
});

async function made(device: Device): Promise<Figure[]> {
  const site = await serve([]);
  try {
    const page = await device.tab('bench');
    await page.goto(`${site.origin}/frame.html`);
    const policy = await readFile(POLICY, 'utf8');
    const costs = await page.evaluate((text) => window.bench.reportCosts(text), policy);
    return costs.flatMap(({ metric, time, bytes }) => [
      figure(`report, ${metric}`, time, 'ms'),
      figure(`report, ${metric}`, bytes, 'bytes'),
    ]);
  } finally {
    await site.stop();
  }
}

/** Its clock stands where the reports on the policy's first epoch are taken. */
async function taken(): Promise<Figure[]> {
  const { calendar } = JSON.parse(await readFile(POLICY, 'utf8')).aggregate;
  const length = calendar.term_days / calendar.epochs;
  const begun = (Date.now() - Date.parse(calendar.from)) / 1000 / DAY;
  const over = Math.ceil(begun / length) * length + 1;
  const clockAhead = Math.ceil((over - begun) * DAY);
  const server = await Server.start('dist/site', [POLICY], { clockAhead });
  try {
    const { port } = new URL(server.origin);
    const settings = [port, POLICY, `${CONNECTIONS}`, `${SECONDS}`];
    const load = await run(`${PROGRAMS}/carrel-load-reports`, settings);
    const { reportsPerSecond, p50, p99 } = JSON.parse(load.stdout);
    return [
      figure('reports taken', reportsPerSecond, '/s'),
      figure('report, p50', p50, 'ms'),
      figure('report, p99', p99, 'ms'),
    ];
  } finally {
    await server.stop();
  }
}

async function estimated(): Promise<Figure> {
  const { stdout } = await run(`${PROGRAMS}/carrel-estimate`, [`${BATCH}`]);
  return figure('reports estimated', JSON.parse(stdout).reportsPerSecond, '/s');
}

async function weighed(): Promise<Figure[]> {
  const { stdout } = await run('node', ['script/size.mjs', '--json']);
  const bundles: { name: string; gzip: number }[] = JSON.parse(stdout).bundles;
  const size = (name: string) => bundles.find((bundle) => bundle.name === name)?.gzip ?? Number.NaN;
  return [
    figure('engine without it, gzip', size('engine'), 'bytes'),
    figure('engine with it, gzip', size('engine') + size('aggregate'), 'bytes'),
  ];
}

const device = await Device.create();
try {
  const measuredOn = machine();
  const reports = await made(device);
  const page = await device.tab('version');
  const browser = `Chromium ${page.context().browser()?.version()}`;
  const figures = [...reports, ...(await taken()), await estimated(), ...(await weighed())];
  print({ browser }, measuredOn, figures, optionsOf());
} finally {
  await device.destroy();
}
