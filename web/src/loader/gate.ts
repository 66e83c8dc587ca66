import type * as Placeholder from '../placeholder';
import { once } from '../shared/once';
import { type Aliases, NAMED, type Names, namesOf } from './names';
import { run } from './script';
import type { Settings } from './settings';

const SCRIPTS = `script[type="text/plain"]${NAMED}`;
/** Attributes that hold an address back, and where it goes. */
const SOURCES = [
  ['data-src', 'src'],
  ['data-cookieblock-src', 'src'],
  ['data-srcset', 'srcset'],
  ['data-href', 'href'],
] as const;
const HELD = SOURCES.map(([from]) => `[${from}]`);
const EMBEDS = `${NAMED}:not(script):is(${HELD})`;

/** What the gate asks of the page. */
export interface Rules {
  lets(names: Names): boolean;
  /** Allowed, though this document cannot load it any more. */
  withholds(names: Names): boolean;
}

/** Holds back scripts, frames, images and links that are not allowed. */
export class Gate {
  readonly #rules: Rules;
  readonly #aliases: Aliases;
  readonly #placeholders: () => Promise<Placeholder.Placeholders>;
  /** Frames that have a placeholder, or are to have one. */
  #held = new Map<HTMLIFrameElement, Placeholder.Held>();
  readonly #loaded = new WeakSet<HTMLElement>();
  readonly #queued = new WeakSet<HTMLElement>();
  readonly #ran: Names[] = [];
  #queue = Promise.resolve();

  constructor(rules: Rules, { base, language, aliases }: Settings) {
    this.#rules = rules;
    this.#aliases = aliases;
    this.#placeholders = once(async () => {
      const module: typeof Placeholder = await import(`${base}placeholder.js`);
      return new module.Placeholders(language);
    });
  }

  /** Applies the gate now, and to whatever the page adds or changes. */
  watch(): void {
    const attributeFilter = [...SOURCES.map(([from]) => from), 'data-category', 'data-service'];
    const options = { childList: true, subtree: true, attributeFilter };
    new MutationObserver(() => this.apply()).observe(document, options);
    document.addEventListener('DOMContentLoaded', () => this.apply());
    this.apply();
  }

  apply(): void {
    const before = this.#held.size;
    this.#held = new Map();
    for (const embed of document.querySelectorAll<HTMLElement>(EMBEDS)) this.#turn(embed);
    if (before + this.#held.size > 0) {
      this.#placeholders().then((placeholders) => placeholders.show(this.#held), reportError);
    }
    // While the document is being parsed, the last script's text may still be on its way.
    if (document.readyState === 'loading') return;
    for (const script of document.querySelectorAll<HTMLScriptElement>(SCRIPTS))
      this.#enqueue(script);
  }

  /** A script has run that is not allowed any more. */
  get stale(): boolean {
    return this.#ran.some((names) => !this.#rules.lets(names));
  }

  #turn(embed: HTMLElement): void {
    const names = namesOf(embed, this.#aliases);
    const withheld = this.#rules.withholds(names);
    const on = !withheld && this.#rules.lets(names);
    let emptied = false;
    for (const [from, to] of SOURCES) {
      const source = embed.getAttribute(from);
      if (source === null) continue;
      const loaded = embed.getAttribute(to) === source;
      if (on && !loaded) {
        embed.setAttribute(to, source);
        this.#loaded.add(embed);
      } else if (!on && (loaded || this.#loaded.has(embed))) {
        emptied ||= embed.hasAttribute(to);
        embed.removeAttribute(to);
      }
    }
    if (!(embed instanceof HTMLIFrameElement)) return;
    // Putting it in anew is what discards the document inside at once.
    if (emptied) embed.parentNode?.insertBefore(embed, embed.nextSibling);
    if (!on) this.#held.set(embed, { service: names.service, withheld });
  }

  /** One after the other, in document order, each only if it is still allowed when its turn comes. */
  #enqueue(script: HTMLScriptElement): void {
    const names = namesOf(script, this.#aliases);
    const allowed = () => !this.#rules.withholds(names) && this.#rules.lets(names);
    if (this.#queued.has(script) || !allowed()) return;
    this.#queued.add(script);
    this.#queue = this.#queue.then(painted).then(() => {
      if (script.isConnected && allowed()) {
        if (!names.category.startsWith('!')) this.#ran.push(names);
        return run(script);
      }
      this.#queued.delete(script);
    });
  }
}

/** Lets the page show first what the person has just done. */
function painted(): Promise<void> {
  return window.scheduler?.yield?.() ?? new Promise((resolve) => setTimeout(resolve));
}
