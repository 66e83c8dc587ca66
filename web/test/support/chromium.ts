import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';
import { type BrowserContext, chromium } from 'playwright-core';
import { vi } from 'vitest';
import { POLICY } from './policy';

vi.setConfig({ testTimeout: 30_000 });

const CSP =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'";
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Resource {
  type: string;
  body: string;
}

/** A site with the package, a policy and the pages of one test file, in a real browser. */
export class Lab {
  readonly resources = new Map<string, Resource>();
  /** Paths in the order in which they were asked for. */
  requests: string[] = [];
  readonly #server = createServer(({ url = '' }, response) => {
    const path = url.split('?')[0] ?? '';
    this.requests.push(path);
    const found = this.resources.get(path);
    const headers = { 'content-type': found?.type ?? 'text/plain', 'content-security-policy': CSP };
    response.writeHead(found ? 200 : 404, headers).end(found?.body);
  });
  #browser: Awaited<ReturnType<typeof chromium.launch>> | undefined;
  #contexts: BrowserContext[] = [];

  static async open(): Promise<Lab> {
    const lab = new Lab();
    await Promise.all([
      lab.#bundle('loader.js', 'web/src/loader/index.ts', 'iife'),
      lab.#bundle('lock-down.js', 'web/src/lock-down/index.ts', 'iife'),
      lab.#bundle('consent-mode.js', 'web/src/consent-mode/index.ts', 'iife'),
      lab.#bundle('banner.js', 'web/src/banner/index.ts', 'esm'),
      lab.#bundle('clear.js', 'web/src/clear/index.ts', 'esm'),
      lab.#bundle('placeholder.js', 'web/src/placeholder/index.ts', 'esm'),
      lab.#bundle('banner.css', 'web/src/banner/banner.css', 'esm'),
      lab.#bundle('compat.js', 'web/src/compat/index.ts', 'esm'),
      lab.#bundle('register.js', 'web/src/register/index.ts', 'esm'),
      lab.#bundle('leaving.js', 'web/src/leaving/index.ts', 'iife'),
      lab.#bundle('cc-shim.js', 'web/src/compat/cookieconsent/classic.ts', 'iife'),
      lab.#bundle('carrel.js', 'web/test/support/fake-engine.ts', 'esm'),
    ]);
    lab.resources.set('/policy.json', { type: 'application/json', body: POLICY });
    await new Promise<void>((listening) => lab.#server.listen(0, '127.0.0.1', listening));
    const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
    lab.#browser = await chromium.launch({ executablePath, args: FLAGS });
    return lab;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Serves a page whose head includes the loader. */
  page(path: string, body: string, attributes = ''): void {
    const loader = `<script src="/carrel/loader.js" ${attributes}></script>`;
    const head = `<meta charset="utf-8"><title>Test</title>${loader}`;
    this.text(path, 'text/html', `<!doctype html><html lang="en"><head>${head}</head>${body}`);
  }

  text(path: string, type: string, body: string): void {
    this.resources.set(path, { type, body });
  }

  /** A person with a fresh profile. */
  async visitor(options: Parameters<NonNullable<typeof this.browser>['newContext']>[0] = {}) {
    const context = await this.browser.newContext({ baseURL: this.origin, ...options });
    context.setDefaultTimeout(10_000);
    this.#contexts.push(context);
    return context;
  }

  get browser() {
    if (!this.#browser) throw new Error('the lab is closed');
    return this.#browser;
  }

  /** Ends every visit. */
  async reset(): Promise<void> {
    await Promise.all(this.#contexts.map((context) => context.close()));
    this.#contexts = [];
    this.requests = [];
  }

  async close(): Promise<void> {
    await this.reset();
    await this.#browser?.close();
    this.#server.close();
  }

  async #bundle(name: string, entry: string, format: 'esm' | 'iife'): Promise<void> {
    const options = { bundle: true, target: 'es2022', format, write: false } as const;
    const { outputFiles } = await build({ entryPoints: [entry], ...options });
    const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
    this.text(`/carrel/${name}`, type, outputFiles[0]?.text ?? '');
  }
}
