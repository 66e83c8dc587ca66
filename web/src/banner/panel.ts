import { h } from '../shared/dom';
import type { DecisionDetail, Method } from '../shared/types';
import type { Context } from './context';
import { mannerOf } from './manner';
import { type Category, categoriesOf } from './policy';
import type { Selection } from './selection';
import { Status } from './status';
import { shownTextsHash } from './texts';

const STYLESHEET = new URL('./banner.css', import.meta.url).href;

/** What banner and privacy choices share: a shadow root, the page's theme, and saving a choice. */
export abstract class Panel extends HTMLElement {
  protected abstract readonly method: Method;
  protected readonly context: Context;
  protected readonly categories: Category[];
  protected readonly status: Status;
  protected readonly root: ShadowRoot;
  protected busy = false;
  readonly #theme = new MutationObserver(() => this.#followTheme());

  constructor(context: Context) {
    super();
    this.context = context;
    this.categories = categoriesOf(context.policy, context.language);
    this.status = new Status(context.language);
    this.root = this.attachShadow({ mode: 'open' });
  }

  connectedCallback(): void {
    this.lang = this.context.language;
    this.#followTheme();
    const attributeFilter = ['data-theme'];
    this.#theme.observe(document.documentElement, { attributeFilter });
    window.addEventListener('carrel:decision', this.#heard);
  }

  disconnectedCallback(): void {
    this.#theme.disconnect();
    window.removeEventListener('carrel:decision', this.#heard);
  }

  /** A choice that is made elsewhere. */
  protected abstract decided(decision: DecisionDetail): void;

  /** Fills the shadow root; `shown` is called once the style sheet is there, or cannot be had. */
  protected render(content: HTMLElement, shown: () => void): void {
    const link = h('link', { rel: 'stylesheet', href: STYLESHEET });
    link.onload = shown;
    link.onerror = shown;
    this.root.append(link, content);
  }

  /**
   * Resolves to whether the choice was made and is durable. `told`: that what the browser's signal
   * refuses is on by the person's own word alone. `erase`: purposes whose records are deleted.
   */
  protected async save(
    { choice, purposes }: Selection,
    told = false,
    erase: string[] = [],
  ): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.status.clear();
    const manner = mannerOf(this.method, this.context.language, told);
    const choosing = shownTextsHash(this.root).then((texts) =>
      this.context.page.choose(choice, purposes, texts, manner, erase),
    );
    const saved = await this.status.follow(choosing);
    this.busy = false;
    return saved;
  }

  readonly #heard = ({ detail }: WindowEventMap['carrel:decision']) => {
    if (!this.busy) this.decided(detail);
  };

  #followTheme(): void {
    this.dataset['theme'] = document.documentElement.dataset['theme'] ?? '';
  }
}
