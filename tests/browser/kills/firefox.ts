import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { killGroup } from '../support/process';
import type { Tab, Victim } from './victim';

const PROGRAM = process.env['FIREFOX'] ?? '/usr/bin/firefox-esr';

export const isInstalled = existsSync(PROGRAM);

/** Beside what its remote agent sets of itself. */
const PREFERENCES = {
  'app.update.enabled': false,
  'browser.sessionstore.resume_from_crash': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.startup.max_resumed_crashes': -1,
};

/** Firefox, by WebDriver BiDi. */
class Firefox implements Victim {
  readonly name = 'Firefox';
  #process: ChildProcess | undefined;
  #browser: Browser | undefined;

  constructor(readonly profile: string) {}

  async version(): Promise<string> {
    const { browser } = await this.#open();
    return (await browser.version()).replace('firefox/', '');
  }

  async tab(said: (line: string) => void): Promise<Tab> {
    const { browser, group } = await this.#open();
    const page = await browser.newPage();
    page.on('console', (message) => said(message.text()));
    return tabOf(page, group);
  }

  async kill(): Promise<void> {
    const child = this.#process;
    if (!child?.pid) return;
    await killGroup(child);
    await this.#browser?.disconnect().catch(() => {});
    this.#process = this.#browser = undefined;
  }

  async destroy(): Promise<void> {
    await this.kill();
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  async #open(): Promise<{ browser: Browser; group: number }> {
    this.#process ??= this.#start();
    this.#browser ??= await puppeteer.connect({
      browserWSEndpoint: `${await endpoint(this.#process)}/session`,
      protocol: 'webDriverBiDi',
    });
    return { browser: this.#browser, group: this.#process.pid ?? 0 };
  }

  #start(): ChildProcess {
    const flags = ['--headless', '--no-remote', '--remote-debugging-port=0'];
    return spawn(PROGRAM, [...flags, '--profile', this.profile], {
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }
}

/** `preferences` are the browser's own settings, beside those that tests need. */
export async function firefox(preferences: Record<string, boolean> = {}): Promise<Victim> {
  const profile = await mkdtemp(join(tmpdir(), 'carrel-firefox-'));
  const lines = Object.entries({ ...PREFERENCES, ...preferences }).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${value});\n`,
  );
  await writeFile(join(profile, 'user.js'), lines.join(''));
  return new Firefox(profile);
}

function tabOf(page: Page, group: number): Tab {
  return {
    goto: (address) => page.goto(address),
    reload: () => page.reload(),
    close: () => page.close(),
    evaluate: (act, given) => page.evaluate(act as never, given) as never,
    async crash() {
      for (const pid of contentProcesses(group)) process.kill(pid, 'SIGKILL');
    },
  };
}

/** Those of this process group that run pages. */
function contentProcesses(group: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return all.map(Number).filter((pid) => {
    try {
      const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
      return Number(fields.split(' ')[2]) === group && words.includes('tab');
    } catch {
      return false; // It has ended meanwhile.
    }
  });
}

function endpoint({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('no output to read the address from');
  return new Promise((resolve) => {
    createInterface(stderr).on('line', (line) => {
      const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line)?.[1];
      if (found) resolve(found);
    });
  });
}
