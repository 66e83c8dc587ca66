import { filled, forLanguage } from '../i18n';
import { banner as de } from '../i18n/messages.de.json';
import { banner as en } from '../i18n/messages.en.json';
import { h } from '../shared/dom';
import type { Carrel, DecisionDetail } from '../shared/types';
import { markRead } from './carrel-news';
import { type Act, type Context, isAct } from './context';
import type { Again } from './notices';
import { Panel } from './panel';
import type { Category } from './policy';
import { Reserve } from './reserve';
import { type Selection, selectionBy, selectionOfPurposes } from './selection';

const FAREWELL_MS = 3000;

/**
 * `carrel-banner`: asks once, without standing in the way.
 *
 * Parts: `banner`, `title`, `text`, `actions`, `button` (accept, refuse and keep on this device alike),
 * `more`, `status`. Custom properties: `--carrel-font`, `--carrel-radius`, `--carrel-layer`
 * (z-index), and the colours `--carrel-surface`, `--carrel-ink`, `--carrel-muted`,
 * `--carrel-line`, `--carrel-accent`, `--carrel-on-accent`.
 */
export class CarrelBanner extends Panel {
  protected readonly method = 'banner';
  readonly #reserve = new Reserve();

  /** `again`: it asks about some purposes alone, and all else stands. */
  constructor(
    context: Context,
    readonly again?: Again | undefined,
  ) {
    super(context);
    this.hidden = true;
    const region = this.#region();
    this.render(region, () => {
      this.hidden = false;
      this.#reserve.follow(region);
      if (document.activeElement === document.body) region.focus({ preventScroll: true });
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#reserve.end();
  }

  fail(): void {
    this.status.fail();
  }

  /** It settles the question. */
  protected override decided({ choice }: DecisionDetail): void {
    if (choice === 'unasked') return;
    const settle = (carrel: Carrel) => carrel.decision().ask || this.remove();
    if (this.again) this.context.page.engine().then(settle, reportError);
    else this.remove();
  }

  /** What "accept" grants. */
  get #asked(): Category[] {
    const { before } = this.context;
    return this.categories.filter(({ key }) => before?.includes(key) ?? true);
  }

  #region(): HTMLElement {
    const texts = forLanguage({ en, de }, this.context.language);
    const named = (chosen: Category[]) => chosen.map((category) => category.title).join(', ');
    const optional = this.#asked.filter((category) => !category.required);
    const signalled = this.categories.filter((category) => category.signalled);
    const act = (name: Act, text: string) =>
      h('button', { type: 'button', part: 'button', 'data-act': name }, text);

    const text = h(
      'div',
      { part: 'text' },
      h('p', {}, texts.intro, ' ', filled(texts.optional, { titles: named(optional) })),
      h('p', {}, texts.on_device_means),
    );
    if (this.context.before) text.prepend(h('p', {}, texts.again));
    if (this.again) text.replaceChildren(...this.again.says.map((said) => h('p', {}, said)));
    if (signalled.length > 0) {
      text.append(h('p', {}, filled(texts.gpc, { titles: named(signalled) })));
    }
    const actions = h(
      'div',
      { part: 'actions' },
      act('accept', texts.accept),
      act('refuse', texts.refuse),
      act('on-device', texts.on_device),
      h('button', { type: 'button', part: 'more', 'data-act': 'choose' }, texts.choose),
    );
    actions.addEventListener('click', (event) => this.#clicked(event));
    return h(
      'section',
      { part: 'banner', role: 'region', 'aria-labelledby': 'title', tabindex: '-1' },
      h('h2', { part: 'title', id: 'title' }, texts.title),
      text,
      actions,
      this.status.element,
    );
  }

  #clicked({ target }: Event): void {
    const name = target instanceof HTMLElement ? (target.dataset['act'] ?? '') : '';
    if (name === 'choose') this.context.page.preferences();
    else if (isAct(name)) this.#decide(name);
  }

  #selection(act: Act): Selection {
    const chosen = selectionBy(act, this.#asked);
    if (!this.again || act === 'on-device') return chosen;
    const { asked, stands } = this.again;
    const added = chosen.purposes.filter((key) => asked.includes(key));
    const purposes = [...stands, ...added];
    if (this.context.choice !== 'on_device') return selectionOfPurposes(purposes);
    const here = selectionBy('on-device', this.categories);
    return { ...here, purposes: here.purposes.filter((key) => purposes.includes(key)) };
  }

  async #decide(act: Act): Promise<void> {
    if (!(await this.save(this.#selection(act)))) return;
    markRead(this.context);
    this.toggleAttribute('data-done', true);
    setTimeout(() => this.remove(), FAREWELL_MS);
  }
}
