import { filled, forLanguage } from '../i18n';
import { choices as de } from '../i18n/messages.de.json';
import { choices as en } from '../i18n/messages.en.json';
import { h } from '../shared/dom';
import type { Choice, DecisionDetail } from '../shared/types';
import { markRead } from './carrel-news';
import { CategoryCard, type SwitchCard, switchCard } from './category-card';
import { type Context, isAct } from './context';
import type { Notices } from './notices';
import { Panel } from './panel';
import { revisionOf } from './policy';
import { type Selection, selectionBy, selectionOfPurposes } from './selection';

/**
 * `carrel-choices`: the privacy choices, a modal dialogue with a switch for each category and, where
 * it has several, for each of its purposes.
 *
 * Parts: `dialog`, `head`, `title`, `close`, `body`, `card`, `card-head`, `switch`, `badge`,
 * `muted`, `notice`, `offer`, `reports`, `subtitle`, `foot`, `actions`, `button`, `save`, `status`.
 * Custom properties: those of `carrel-banner`.
 */
export class CarrelChoices extends Panel {
  protected readonly method = 'choices';
  readonly #texts: typeof en;
  readonly #dialog: HTMLDialogElement;
  readonly #onDevice: SwitchCard;
  readonly #cards: CategoryCard[];
  #notices: Notices | undefined;
  /** The person has moved a switch that is not saved. */
  #touched = false;

  constructor(context: Context) {
    super(context);
    const { language } = context;
    this.#texts = forLanguage({ en, de }, language);
    this.#onDevice = this.#deviceCard();
    this.#cards = this.categories.map((category) => new CategoryCard(category, language));
    this.#dialog = this.#build();
    this.#stand(context.choice);
    this.render(this.#dialog, () => this.#dialog.showModal());
  }

  /** Saves what the switches say. */
  submit(): void {
    this.#choose(this.#selection(), this.#notices?.told, this.#notices?.erase);
  }

  /** Closing gives the focus back, unless what opened the dialogue is gone. */
  close(): void {
    this.#dialog.close();
    this.remove();
    if (document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('[data-carrel="preferences"]')?.focus();
  }

  /** It shows here. */
  protected override decided({ source, keys, choice }: DecisionDetail): void {
    if (source === 'loader' && keys.length > 0) this.#stand(choice);
  }

  /** Shows what may run here, and then what the engine knows of the purposes. */
  #stand(choice: Choice): void {
    const { page } = this.context;
    const on = this.categories.flatMap(({ key, purposes }) =>
      purposes.filter(
        ({ services }) =>
          page.allowed(key) || (services.length > 0 && services.every((s) => page.allowed(s.key))),
      ),
    );
    this.#show(new Set(on.map(({ key }) => key)), choice === 'on_device');
    // Without the engine the dialogue says what it can.
    this.#recall().catch(() => {});
  }

  async #recall(): Promise<void> {
    const [carrel, module] = await Promise.all([
      this.context.page.engine(),
      import('./notices.js'),
    ]);
    this.#notices ??= new module.Notices(this.context, this.#cards, carrel);
    const allowed = this.#notices.show();
    if (this.busy || this.#touched) return;
    this.#show(allowed, carrel.decision().choice === 'on_device');
  }

  /** Sets every switch; while everything is kept on the device, the categories follow from that. */
  #show(on: ReadonlySet<string>, onDevice: boolean): void {
    this.#onDevice.input.checked = onDevice;
    for (const card of this.#cards) card.show(on, onDevice);
    this.#notices?.follow();
  }

  #selection(): Selection {
    if (this.#onDevice.input.checked) return selectionBy('on-device', this.categories);
    const optional = this.#cards.filter(({ category }) => !category.required);
    return selectionOfPurposes(optional.flatMap(({ on }) => on));
  }

  /** Shows what is chosen, then saves it. */
  #choose(selection: Selection, told?: boolean, erase?: string[]): void {
    if (this.busy) return;
    this.#reflect(selection);
    this.save(selection, told, erase).then((saved) => saved && markRead(this.context));
  }

  /** All that can be switched on here; what was granted and cannot be moved stays granted. */
  #accept(): void {
    this.#reflect(selectionBy('accept', this.categories));
    this.#choose(this.#selection());
  }

  #reflect({ choice, purposes }: Selection): void {
    this.#touched = false;
    this.#show(new Set(purposes), choice === 'on_device');
  }

  #clicked({ target }: Event): void {
    const name = target instanceof HTMLElement ? (target.dataset['act'] ?? '') : '';
    if (name === 'close') this.close();
    else if (name === 'save') this.submit();
    else if (name === 'accept') this.#accept();
    else if (isAct(name)) this.#choose(selectionBy(name, this.categories));
  }

  #deviceCard(): SwitchCard {
    const { on_device, on_device_means } = this.#texts;
    const card = switchCard('on-device', on_device, 'data-on-device', '');
    card.means.append(h('p', {}, on_device_means));
    card.input.addEventListener('change', () => {
      const selection = selectionBy('on-device', this.categories);
      if (card.input.checked) this.#reflect(selection);
      else this.#reflect({ ...selection, choice: 'granted' });
    });
    return card;
  }

  #build(): HTMLDialogElement {
    const texts = this.#texts;
    const { policy, privacyCentre } = this.context;
    const button = (act: string, part: string, text: string) =>
      h('button', { type: 'button', part, 'data-act': act }, text);
    const revision = filled(texts.revision, { revision: revisionOf(policy) });
    const foot = h('p', { part: 'muted' }, revision);
    if (privacyCentre) foot.prepend(h('a', { href: privacyCentre }, texts.centre), ' · ');

    const dialog = h(
      'dialog',
      { part: 'dialog', 'aria-labelledby': 'title' },
      h(
        'div',
        { part: 'head' },
        h('h2', { part: 'title', id: 'title' }, texts.title),
        button('close', 'close', texts.close),
      ),
      h(
        'div',
        { part: 'body' },
        h('p', {}, texts.intro),
        this.#onDevice.element,
        ...this.#cards.map(({ element }) => element),
        foot,
      ),
      h(
        'div',
        { part: 'foot' },
        this.status.element,
        h(
          'div',
          { part: 'actions' },
          button('accept', 'button', texts.accept),
          button('refuse', 'button', texts.refuse),
          button('save', 'save', texts.save),
        ),
      ),
    );
    dialog.addEventListener('click', (event) => this.#clicked(event));
    dialog.addEventListener('change', () => {
      this.#touched = true;
      this.#notices?.follow();
    });
    dialog.addEventListener('cancel', () => this.close());
    return dialog;
  }
}
