import { placeholderFor } from './placeholder';
import { run } from './script';

/** Holds back scripts and frames of categories that are not allowed. */
export class Gate {
  readonly #allowed: (category: string) => boolean;
  readonly #language: string;
  readonly #placeholders = new WeakMap<HTMLIFrameElement, HTMLElement>();
  readonly #queued = new WeakSet<HTMLScriptElement>();
  readonly #ran = new Set<string>();
  #queue = Promise.resolve();

  constructor(allowed: (category: string) => boolean, language: string) {
    this.#allowed = allowed;
    this.#language = language;
  }

  /** Applies the gate now, and to whatever the page adds. */
  watch(): void {
    new MutationObserver(() => this.apply()).observe(document, { childList: true, subtree: true });
    document.addEventListener('DOMContentLoaded', () => this.apply());
    this.apply();
  }

  apply(): void {
    const frames = 'iframe[data-category][data-src]';
    for (const frame of document.querySelectorAll<HTMLIFrameElement>(frames)) this.#turn(frame);
    // While the document is being parsed, the last script's text may still be on its way.
    if (document.readyState === 'loading') return;
    const scripts = 'script[type="text/plain"][data-category]';
    for (const script of document.querySelectorAll<HTMLScriptElement>(scripts))
      this.#enqueue(script);
  }

  /** A script has run whose category is not allowed any more. */
  get stale(): boolean {
    return [...this.#ran].some((category) => !this.#allowed(category));
  }

  #turn(frame: HTMLIFrameElement): void {
    const { category = '', src = '' } = frame.dataset;
    const loaded = frame.getAttribute('src') === src;
    const placeholder = this.#placeholders.get(frame);
    if (this.#allowed(category)) {
      placeholder?.remove();
      frame.hidden = false;
      if (!loaded) frame.src = src;
      return;
    }
    if (loaded) {
      frame.removeAttribute('src');
      // Putting it in anew is what discards the document inside at once.
      frame.parentNode?.insertBefore(frame, frame.nextSibling);
    }
    frame.hidden = true;
    if (placeholder?.isConnected) return;
    const made = placeholder ?? placeholderFor(frame, this.#language);
    this.#placeholders.set(frame, made);
    frame.before(made);
  }

  /** One after the other, in document order, each only if it is still allowed when its turn comes. */
  #enqueue(script: HTMLScriptElement): void {
    const { category = '' } = script.dataset;
    if (this.#queued.has(script) || !this.#allowed(category)) return;
    this.#queued.add(script);
    this.#queue = this.#queue.then(() => {
      if (script.isConnected && this.#allowed(category)) {
        this.#ran.add(category);
        return run(script);
      }
      this.#queued.delete(script);
    });
  }
}
