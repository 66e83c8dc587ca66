import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = 'build/native/server-stub/carrel-server';

export interface Statement {
  verb: { id: string };
  object: { id: string };
  result: Record<string, unknown>;
  context: { extensions: Record<string, unknown> };
}

export interface LogLine {
  method: string;
  route: string;
  status: number;
}

/** Of the demo site, the newest first. */
const POLICIES = ['policy', 'platforms/p', 'platforms/f', 'platforms/u'].map(
  (name) => `dist/site/${name}.json`,
);

export interface Start {
  /** Seconds that its clock is ahead, and reports come as fast as they can; none: it is right. */
  clockAhead?: number;
  /** The folder that another server's data lie in; none: an empty one of its own. */
  data?: string;
}

/** The real server with its own data, on a port of its own. */
export class Server {
  readonly log: LogLine[] = [];
  #readers = new Map<string, { cookie: string; subject: string }>();

  private constructor(
    readonly origin: string,
    readonly process: ChildProcess,
    readonly data: string,
  ) {}

  static async start(
    site = 'dist/site',
    policies = POLICIES,
    { clockAhead = 0, data: folder }: Start = {},
  ): Promise<Server> {
    const data = folder ?? (await mkdtemp(join(tmpdir(), 'carrel-server-')));
    const child = spawn(PROGRAM, [
      ...['--listen', '127.0.0.1:0', '--site', site],
      ...policies.flatMap((file) => ['--policy', file]),
      ...['--rules', 'shared/rules/places.json'],
      ...['--data', join(data, 'carrel.sqlite')],
      ...(clockAhead > 0 ? ['--clock-ahead', `${clockAhead}`, '--report-rate', '1000000'] : []),
    ]);
    const [ready] = (await once(createInterface(child.stdout), 'line')) as [string];
    const origin = /http:\S+(?=\/)/.exec(ready)?.[0] ?? '';
    const server = new Server(origin, child, data);
    createInterface(child.stderr).on('line', (line) => server.log.push(JSON.parse(line)));
    return server;
  }

  /** Its data stay. */
  async end(): Promise<void> {
    this.process.kill();
    await once(this.process, 'exit');
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.data, { recursive: true });
  }

  /** What the server holds for a person, through a session of the test's own. */
  async statements(name: string): Promise<Statement[]> {
    const answer = await this.#get(name, '/xapi/statements?limit=1000');
    const { statements } = (await answer.json()) as { statements: Statement[] };
    return statements;
  }

  /** The choice of the latest consent record; null where there is none. */
  async consent(name: string): Promise<string | null> {
    const answer = await this.#get(name, '/carrel/consent');
    if (answer.status === 404) return null;
    return ((await answer.json()) as { choice: string }).choice;
  }

  async #get(name: string, path: string): Promise<Response> {
    const { cookie } = this.#readers.get(name) ?? (await this.#signIn(name));
    const headers = { cookie, 'x-experience-api-version': '1.0.3' };
    return fetch(this.origin + path, { headers });
  }

  async #signIn(name: string) {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ name });
    const answer = await fetch(`${this.origin}/carrel/session`, { method: 'POST', headers, body });
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { subject } = (await answer.json()) as { subject: string };
    const reader = { cookie, subject };
    this.#readers.set(name, reader);
    return reader;
  }
}
