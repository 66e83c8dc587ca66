import { filled } from '../../../i18n';
import { h } from '../../../shared/dom';
import type { Version } from '../../../shared/types';
import type { Autosave } from '../autosave';
import { action, actions } from './actions';
import { conflict } from './conflict';
import { Manuscript } from './manuscript';
import { download, pending, submitOf } from './pending';
import { Texts } from './texts';
import { VersionsDialog } from './versions-dialog';

const STYLESHEET = new URL('./draft-history.css', import.meta.url).href;

/**
 * `<carrel-draft-history for="ID" submit="ID">` beside a field: what else there is of its draft.
 * Its attribute `data-state` is `conflict`, `pending` or not there.
 */
export class DraftHistory extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #status = h('p', { role: 'status', part: 'status' });
  readonly #notice = h('section', { part: 'notice' });
  readonly #bar = actions();
  #texts = new Texts('');
  #manuscript: Manuscript | null = null;
  #dialog: VersionsDialog | null = null;
  #shown = '';

  /** Follows the field's draft until the autosave ends. */
  follow(autosave: Autosave, language: string): void {
    const field = document.getElementById(this.getAttribute('for') ?? '');
    const draft = field && autosave.draftIn(field);
    if (!draft || this.#manuscript?.draft === draft) return;
    const manuscript = new Manuscript(draft);
    this.#manuscript = manuscript;
    this.#texts = new Texts(language);
    this.lang = language;
    this.#render(manuscript);
    const { signal } = autosave.ended;
    const changed = (event: Event) => {
      const { items } = (event as CustomEvent<{ items: string[] }>).detail;
      if (items.includes(manuscript.item)) this.#show(manuscript);
    };
    autosave.store.addEventListener('change', changed, { signal });
    autosave.store.addEventListener('decision', () => this.#show(manuscript), { signal });
    signal.addEventListener('abort', () => this.#clear(), { once: true });
    this.#show(manuscript);
  }

  #render(manuscript: Manuscript): void {
    const texts = this.#texts;
    const dialog = new VersionsDialog(texts, {
      restore: (version) => this.#restore(manuscript, version),
      discard: () => this.#discard(manuscript),
    });
    this.#dialog = dialog;
    const open = action('versions', texts.say.versions.open, () => dialog.open(manuscript), {
      'aria-haspopup': 'dialog',
    });
    this.#bar.replaceChildren(open);
    this.#bar.hidden = true;
    this.#notice.hidden = true;
    this.#shown = '';
    const link = h('link', { rel: 'stylesheet', href: STYLESHEET });
    this.#root.replaceChildren(link, this.#status, this.#notice, this.#bar, dialog.element);
  }

  #show(manuscript: Manuscript): void {
    if (this.#manuscript !== manuscript) return;
    const { rivals, isPending, isOpen } = manuscript.state;
    if (!isOpen) manuscript.ended();
    const { hidden } = this.#bar;
    this.#bar.hidden = !isOpen || (hidden && manuscript.versions.length === 0);
    const state = isPending ? 'pending' : rivals.length > 0 ? 'conflict' : '';
    const shown = JSON.stringify([state, state === 'conflict' && rivals]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#fill(manuscript, state);
  }

  #fill(manuscript: Manuscript, state: string): void {
    const { activeElement } = this.#root;
    const wasIn = this.#notice.contains(activeElement);
    const act = activeElement?.getAttribute('data-act');
    const wasNew = this.dataset['state'] !== state;
    if (state) this.dataset['state'] = state;
    else delete this.dataset['state'];
    this.#notice.hidden = !state;
    this.#notice.replaceChildren(...this.#content(manuscript, state));
    const title = this.#notice.querySelector('h2')?.textContent;
    if (title && wasNew) this.#say(title);
    if (!wasIn) return;
    const again = this.#notice.querySelector<HTMLElement>(`[data-act="${act}"]`);
    (again ?? manuscript.draft.field.element).focus();
  }

  #content(manuscript: Manuscript, state: string): Node[] {
    if (state === 'conflict') return conflict(this.#texts, manuscript, (said) => this.#say(said));
    if (state !== 'pending') return [];
    return pending(this.#texts, {
      submit: submitOf(this, manuscript.draft.field.element),
      download: () => download(manuscript),
      keep: () => this.#do(manuscript.keep(), this.#texts.say.pending.kept),
      discard: () => this.#discard(manuscript),
    });
  }

  #restore(manuscript: Manuscript, { text, at }: Version): void {
    this.#dialog?.close();
    manuscript.use(text);
    this.#back(filled(this.#texts.say.versions.restored, { time: this.#texts.time(at) }));
  }

  #discard(manuscript: Manuscript): void {
    this.#dialog?.close();
    this.#do(manuscript.discard(), this.#texts.say.discard.done);
  }

  #do(doing: Promise<void>, said: string): void {
    doing.then(
      () => this.#back(said),
      () => this.#say(this.#texts.say.discard.failed),
    );
  }

  #back(said: string): void {
    this.#say(said);
    this.#manuscript?.draft.field.element.focus();
  }

  #say(text: string): void {
    this.#status.textContent = text;
  }

  /** What one person wrote is not shown to the next. */
  #clear(): void {
    this.#manuscript = null;
    this.#dialog?.close();
    this.#root.replaceChildren();
    this.#status.textContent = '';
    this.#notice.replaceChildren();
    delete this.dataset['state'];
  }
}
