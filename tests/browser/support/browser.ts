import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { killGroup } from './process';

export const PROGRAM = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

export const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** One person's browser: its process can be killed, and comes back with what was on the disk. */
export class Device {
  /** Addresses of all requests, the service worker's too. */
  readonly requests: string[] = [];
  readonly faults: string[] = [];
  #process: ChildProcess | undefined;
  #browser: Browser | undefined;
  #context: BrowserContext | undefined;
  #tabs = new Map<string, Page>();
  #online = true;

  private constructor(readonly profile: string) {}

  static async create(): Promise<Device> {
    return new Device(await mkdtemp(join(tmpdir(), 'carrel-browser-')));
  }

  async tab(name: string): Promise<Page> {
    const known = this.#tabs.get(name);
    if (known) return known;
    const page = await (await this.#open()).newPage();
    page.on('pageerror', (error) => this.faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
    this.#tabs.set(name, page);
    return page;
  }

  async context(): Promise<BrowserContext> {
    return this.#open();
  }

  async setOnline(online: boolean): Promise<void> {
    this.#online = online;
    await this.#context?.setOffline(!online);
  }

  /** SIGKILL to every process of the browser, at once. */
  async kill(): Promise<void> {
    const child = this.#process;
    if (!child?.pid) return;
    await killGroup(child);
    await this.#browser?.close().catch(() => {});
    this.#process = this.#browser = this.#context = undefined;
    this.#tabs.clear();
  }

  async destroy(): Promise<void> {
    await this.kill();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #start(): Promise<Browser> {
    const flags = [...FLAGS, '--remote-debugging-port=0', `--user-data-dir=${this.profile}`];
    const child = spawn(PROGRAM, flags, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
    this.#process = child;
    this.#browser = await chromium.connectOverCDP(await endpoint(child));
    return this.#browser;
  }

  async #open(): Promise<BrowserContext> {
    if (this.#context) return this.#context;
    // Now and then one that starts after a kill never answers.
    const browser = await this.#start().catch(async () => {
      await this.kill();
      return this.#start();
    });
    const [context] = browser.contexts();
    if (!context) throw new Error('the browser has no context');
    context.on('request', (request) => {
      // data: and chrome: addresses reach no network.
      if (/^(https?|wss?):/.test(request.url())) this.requests.push(request.url());
    });
    await context.setOffline(!this.#online);
    this.#context = context;
    return context;
  }
}

function endpoint({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('no output to read the address from');
  return new Promise((resolve) => {
    createInterface(stderr).on('line', (line) => {
      const found = /DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
}
