import { localCopy } from '../loader/copies';
import { type Decision, parseDecision } from '../shared/decision';
import { decisionKey } from '../shared/names';
import type { CarrelPage, Choice } from '../shared/types';

/** Categories in the policy's order, each with the services below it. */
export type Services = Readonly<Record<string, readonly string[]>>;

/** Names of other libraries', in lower case, and the policy's keys for them. */
export type Names = ReadonlyMap<string, string>;

/** What stands, in the terms of other libraries. */
export class Model {
  readonly page: CarrelPage;
  readonly services: Services;
  readonly #key: string;
  readonly #names: Names;
  #choice: Choice = 'unasked';
  #known = false;

  constructor(page: CarrelPage, services: Services, profile: string, names: Names) {
    this.page = page;
    this.services = services;
    this.#key = decisionKey(profile);
    this.#names = names;
    this.#choice = this.kept?.choice ?? 'unasked';
    window.addEventListener('carrel:decision', ({ detail }) => {
      // Without keys a decision is still on its way.
      if (detail.keys.length > 0) this.#choice = detail.choice;
    });
  }

  /** The decision that this browser keeps; null where there is none in force. */
  get kept(): Decision | null {
    const decision = parseDecision(localCopy(this.#key));
    return decision && Date.now() < decision.until ? decision : null;
  }

  get chosen(): boolean {
    return this.#choice !== 'unasked';
  }

  /** What is required is allowed from the moment on in which the decision is known. */
  get known(): boolean {
    this.#known ||= this.categories.some((key) => this.page.allowed(this.own(key)));
    return this.#known;
  }

  get categories(): string[] {
    return Object.keys(this.services);
  }

  /** The policy's key for a name that may be another library's. */
  own(name: string): string {
    return this.#names.get(name.toLowerCase()) ?? name;
  }

  accepted(category: string): boolean {
    return this.page.allowed(this.own(category)) || this.#servicesIn(category, true).length > 0;
  }

  acceptedService(service: string, category: string): boolean {
    const [own, whole] = [this.own(service), this.own(category)];
    return this.page.allowed(this.#declared(own) ? own : whole);
  }

  /** Categories and services that are let in, or that are not. */
  sides(on: boolean): { categories: string[]; services: Record<string, string[]> } {
    return {
      categories: this.categories.filter((key) => this.accepted(key) === on),
      services: Object.fromEntries(this.categories.map((key) => [key, this.#servicesIn(key, on)])),
    };
  }

  #servicesIn(category: string, on: boolean): string[] {
    return (this.services[category] ?? []).filter(
      (service) => this.acceptedService(service, category) === on,
    );
  }

  /** The decision has a key of its own for it. */
  #declared(service: string): boolean {
    return this.kept?.keys.includes(service) ?? false;
  }
}
