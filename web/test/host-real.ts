import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { IDBFactory } from 'fake-indexeddb';
import { vi } from 'vitest';
import type { Carrel } from '../src/host/carrel';
import type { Module } from '../src/host/module';
import { openOn } from '../src/host/open';
import { openOrCreate, result } from '../src/shared/idb';
import type { OpenOptions, Payload } from '../src/shared/types';

const engines = ['wasm-debug', 'wasm'].map((preset) => resolve(`build/${preset}/wasm`));

/** Where the engine was built; undefined where it was not. */
export const built = engines.find((directory) => existsSync(`${directory}/engine.wasm`));
export const policyText = readFileSync('shared/policies/demo.json', 'utf8');
export const texts = '0'.repeat(64);
export const functional = ['drafts', 'figures', 'preferences', 'resume'];
export const place: Payload = { shape: 'position', at: 61_000, of: 122_000 };

/** A fresh instance of the wasm module. */
export async function instance(): Promise<Module & { memory: WebAssembly.Memory }> {
  const { default: create } = await import(/* @vite-ignore */ `${built}/engine.mjs`);
  const code = await WebAssembly.compile(readFileSync(`${built}/engine.wasm`));
  let memory: unknown;
  const module = await create({
    instantiateWasm(imports: WebAssembly.Imports, ready: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(code, imports);
      const exported = Object.values(instance.exports);
      memory = exported.find((value) => value instanceof WebAssembly.Memory);
      ready(instance);
      return instance.exports;
    },
  });
  return { ...module, memory };
}

const opened: Carrel[] = [];
/** Opens an engine, of which `closeAll` disposes. */
export async function open(options: Partial<OpenOptions> = {}, module?: Module): Promise<Carrel> {
  const given = { policyText, transport: 'none', language: 'en', ...options } as const;
  const carrel = await openOn(module ?? (await instance()), given, instance);
  opened.push(carrel);
  return carrel;
}

/** Every entry of the guest's journal. */
export async function frames(): Promise<unknown[]> {
  const db = await openOrCreate('carrel/guest');
  const all = await result(db.transaction('journal').objectStore('journal').getAll());
  db.close();
  return all;
}

/** A browser in which nothing is stored. */
export function emptyBrowser(): void {
  globalThis.indexedDB = new IDBFactory();
  sessionStorage.clear();
  localStorage.clear();
}

export function closeAll(): void {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  for (const carrel of opened.splice(0)) carrel.close();
}

/** What the save state says, one after another. */
export function saveStates(carrel: Carrel): string[] {
  const states: string[] = [];
  carrel.addEventListener('savestate', (event) => {
    const { state, reason } = (event as CustomEvent<{ state: string; reason: string }>).detail;
    states.push(`${state} ${reason}`.trim());
  });
  return states;
}
