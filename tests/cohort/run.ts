import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { Server } from '../browser/support/server';
import type { Insights, Truth } from './figures';

/** The demo site's policy, as it is built. */
export const DEMO = 'dist/site/policy.json';

const COHORT = 'build/native/tests/cohort/carrel-cohort';
const DAY = 86_400_000;

interface Calendar {
  from: string;
  term_days: number;
  epochs: number;
  send_days: number;
  collect_days: number;
}

interface Aggregate {
  calendar: Calendar;
  limit_permille: number;
}

export interface Cohort {
  policy: string;
  site: string;
  learners: number;
  /** Courses beside the first that each of them takes. */
  others: number;
  seed: number;
}

export interface Outcome {
  insights: Insights;
  truth: Truth;
  limit: number;
  /** Holds the released figures. */
  server: Server;
}

async function aggregateOf(policy: string): Promise<Aggregate> {
  return JSON.parse(await readFile(policy, 'utf8')).aggregate;
}

/** The epoch of today, when its reports are all sent, and when they are released. */
function scheduled({ from, term_days, epochs, send_days, collect_days }: Calendar, now: number) {
  const begin = Date.parse(`${from}T00:00:00Z`);
  const length = (term_days / epochs) * DAY;
  const epoch = Math.floor((now - begin) / length);
  const end = begin + (epoch + 1) * length;
  return { epoch, sent: end + send_days * DAY, released: end + collect_days * DAY + DAY };
}

/** The cohort studies for the epoch of today; its server's clock then stands after the collection. */
export async function run({ policy, site, learners, others, seed }: Cohort): Promise<Outcome> {
  const { calendar, limit_permille } = await aggregateOf(policy);
  const now = Date.now();
  const { epoch, sent, released } = scheduled(calendar, now);
  const ahead = (at: number) => Math.ceil((at - now) / 1000);

  const collecting = await Server.start(site, [policy], { clockAhead: ahead(sent) });
  const { port } = new URL(collecting.origin);
  const settings = [port, policy, learners, others, seed, epoch].map(String);
  const studied = await promisify(execFile)(COHORT, settings, { maxBuffer: 1 << 26 });
  const truth: Truth = JSON.parse(studied.stdout);
  await collecting.end();

  const { data } = collecting;
  const server = await Server.start(site, [policy], { clockAhead: ahead(released), data });
  const answer = await fetch(`${server.origin}/aggregate/insights/${epoch}`);
  if (!answer.ok) throw new Error(`the server answers ${answer.status}: ${await answer.text()}`);
  const insights: Insights = await answer.json();
  return { insights, truth, limit: limit_permille / 1000, server };
}
