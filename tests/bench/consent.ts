// script/bench consent: size, time to the banner, the cost of a check, and what gets out or stays.
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page } from 'playwright-core';
import { Target } from '../browser/gating/target';
import { leave, WAYS } from '../browser/gating/ways';
import { FLAGS, PROGRAM } from '../browser/support/browser';
import { StaticServer } from '../browser/support/static';
import { leaveBehind, residue, watch } from './consent/acts';
import { bundled, contents, type Product, products } from './consent/products';
import { optionsOf } from './options';
import { type Figure, machine, print } from './report';
import { median } from './statistics';

const ROUNDS = 9;
const CHECKS = 100_000;
const QUIET_MS = 2500;
const OWN = 'carrel';

type Values = Map<string, number>;

/** The product's own value beside those of the others. */
function figure(name: string, unit: string, values: Values, budget: Figure['budget']): Figure {
  const { [OWN]: value = Number.NaN, ...peers } = Object.fromEntries(values);
  return { name, unit, value, budget, peers };
}

class Bench {
  constructor(
    readonly browser: Browser,
    readonly site: StaticServer,
    readonly target: Target,
    readonly away: string,
  ) {}

  /** A page of a fresh profile, for as long as `use` takes. */
  async visit<R>({ name, banner }: Product, use: (page: Page) => Promise<R>): Promise<R> {
    const context = await this.browser.newContext();
    try {
      const page = await context.newPage();
      page.on('pageerror', (error) => console.error(`${name}: ${error}`));
      await page.addInitScript(watch, banner ?? 'body');
      await page.goto(`${this.site.origin}/bench/${name}.html`);
      await page.waitForFunction(() => window.bannerAt !== undefined);
      return await use(page);
    } finally {
      await context.close();
    }
  }

  async banners(all: Product[]): Promise<{ times: Values; shifts: Values }> {
    const shown = all.filter(({ banner }) => banner);
    const rows = shown.map(({ name }) => ({ name, times: [] as number[], shifts: [] as number[] }));
    for (let round = 0; round < ROUNDS; ++round) {
      for (const [i, product] of shown.entries()) {
        await this.visit(product, async (page) => {
          await page.waitForTimeout(300);
          const [time, shift] = await page.evaluate(() => [window.bannerAt ?? 0, window.shifted]);
          rows[i]?.times.push(time ?? 0);
          rows[i]?.shifts.push(shift ?? 0);
        });
      }
    }
    return {
      times: new Map(rows.map(({ name, times }) => [name, median(times)])),
      shifts: new Map(rows.map(({ name, shifts }) => [name, Math.max(...shifts)])),
    };
  }

  async each(
    all: Product[],
    measure: (product: Product, page: Page) => Promise<number>,
  ): Promise<Values> {
    const values: Values = new Map();
    for (const product of all)
      values.set(product.name, await this.visit(product, (page) => measure(product, page)));
    return values;
  }

  /** Microseconds of one check. */
  async check({ check }: Product, page: Page): Promise<number> {
    const loop = `(() => { let granted = 0; const began = performance.now();
      for (let i = 0; i < ${CHECKS}; ++i) granted += Number(${check});
      return [performance.now() - began, granted]; })()`;
    const [took, granted] = (await page.evaluate(loop)) as [number, number];
    if (granted !== 0) throw new Error(`allowed before a choice: ${check}`);
    return (took * 1000) / CHECKS;
  }

  /** How many ways lead to a host that nobody has allowed. */
  async egress(_: Product, page: Page): Promise<number> {
    this.target.arrived.clear();
    await page.evaluate(leave, this.away);
    await page.waitForTimeout(QUIET_MS);
    return this.target.arrived.size;
  }

  async residue({ grant, withdraw }: Product, page: Page): Promise<number> {
    await page.evaluate(`Promise.resolve(${grant}).then(() => undefined)`);
    await page.evaluate(leaveBehind);
    await page.evaluate(`Promise.resolve(${withdraw}).then(() => undefined)`);
    await page.waitForTimeout(500);
    return page.evaluate(residue);
  }
}

async function measure(bench: Bench, all: Product[], added: ReadonlyMap<string, string>) {
  const measuredOn = machine();
  const gzip = (files: string[]) =>
    files.reduce((sum, file) => sum + gzipSync(contents(file, added), { level: 9 }).length, 0);
  const sizes = new Map(all.map(({ name, files }) => [name, gzip(files)]));
  const { times, shifts } = await bench.banners(all);
  const loader = new Map([[OWN, gzip(['/dist/pkg/loader.js'])]]);
  const checks = await bench.each(all, (product, page) => bench.check(product, page));
  const egress = await bench.each(all, (product, page) => bench.egress(product, page));
  const left = await bench.each(all, (product, page) => bench.residue(product, page));
  const figures = [
    figure('loader, gzip', 'B', loader, { most: 5120 }),
    figure('first visit, gzip', 'B', sizes, { most: 15_360 }),
    figure('time to banner', 'ms', times, null),
    figure('layout shift', '', shifts, { most: 0 }),
    figure('consent check by id', 'µs', checks, null),
    figure(`ways out, of ${WAYS.length}`, '', egress, { most: 0 }),
    figure('residue, of 6', '', left, { most: 0 }),
  ];
  const browser = `Chromium ${bench.browser.version()}`;
  print({ browser }, measuredOn, figures, optionsOf());
}

const target = await Target.start();
const site = await StaticServer.start('.');
const browser = await chromium.launch({ executablePath: PROGRAM, args: FLAGS });
try {
  // By another name: a host that is not the page's.
  const away = target.origin.replace('127.0.0.1', 'localhost');
  const [all, added] = [products(away), await bundled()];
  for (const [path, text] of added) site.added.set(path, text);
  for (const { name, head } of all) {
    const title = `<!doctype html><html lang="en"><meta charset="utf-8"><title>${name}</title>`;
    site.added.set(`/bench/${name}.html`, `${title}${head}<body><main><h1>A page</h1><p>Text.</p>`);
  }
  await measure(new Bench(browser, site, target, away), all, added);
} finally {
  await browser.close();
  await site.stop();
  await target.stop();
}
