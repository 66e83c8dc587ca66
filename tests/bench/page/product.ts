import type { Module } from '../../../web/src/host/module';
import type { Carrel, OpenOptions } from '../../../web/src/shared/types';
import type { Saver } from './saver';

type Package = { open(options: OpenOptions): Promise<Carrel> };
type Glue = { default(options: { wasmBinary?: ArrayBuffer }): Promise<Module> };

/** What a page fetches before it can open the engine. */
export interface Fetched {
  open: Package['open'];
  glue: Glue['default'];
  policyText: string;
  wasm: ArrayBuffer;
}

let fetched: Promise<Fetched> | undefined;

/** The built package, as it ships. */
export function fetchProduct(): Promise<Fetched> {
  fetched ??= fetchOnce();
  return fetched;
}

async function fetchOnce(): Promise<Fetched> {
  const [entry, glue] = ['/pkg/carrel.js', '/pkg/engine.mjs'];
  const { open } = (await import(entry)) as Package;
  const { default: create } = (await import(glue)) as Glue;
  const policyText = await (await fetch('/policy.json')).text();
  const wasm = await (await fetch('/pkg/engine.wasm')).arrayBuffer();
  return { open, glue: create, policyText, wasm };
}

export async function createModule(): Promise<Module> {
  const { glue, wasm } = await fetchProduct();
  return glue({ wasmBinary: wasm });
}

export async function openProduct(profile: string): Promise<Carrel> {
  const { open, policyText, wasm } = await fetchProduct();
  return open({ policyText, wasm, profile, transport: 'none', language: 'en' });
}

/** A field of the page whose text is kept as a draft: what follows a key press is the product's. */
export async function productSaver(profile: string): Promise<Saver> {
  await openProduct(profile);
  return {
    save: () => new Promise((saved) => addEventListener('carrel:saved', saved, { once: true })),
  };
}
