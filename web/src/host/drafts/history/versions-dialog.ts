import { h } from '../../../shared/dom';
import type { Version } from '../../../shared/types';
import { action, actions, asking } from './actions';
import type { Manuscript } from './manuscript';
import { passage } from './passage';
import type { Texts } from './texts';

interface Acts {
  restore(version: Version): void;
  discard(): void;
}

/** The list of earlier versions, read when it is opened. */
export class VersionsDialog {
  readonly element = h('dialog', { part: 'dialog', 'aria-labelledby': 'title' });

  constructor(
    readonly texts: Texts,
    readonly acts: Acts,
  ) {}

  open(it: Manuscript): void {
    const { versions, discard } = this.texts.say;
    const rows = it.versions.map((version) => this.#row(version, it.text));
    const close = action('close', versions.close, () => this.close());
    this.element.replaceChildren(
      h('header', { part: 'head' }, h('h2', { id: 'title', part: 'title' }, versions.title), close),
      h('p', {}, rows.length > 0 ? versions.lead : versions.none),
      h('ol', { part: 'list' }, ...rows),
      asking(discard.act, discard, this.acts.discard),
    );
    this.element.showModal();
  }

  close(): void {
    this.element.close();
    this.element.replaceChildren();
  }

  #row(version: Version, beside: string): HTMLElement {
    const { of, restore, restoreOf } = this.texts.say.versions;
    const name = restoreOf.replace('{time}', this.texts.time(version.at));
    const act = () => this.acts.restore(version);
    return h(
      'li',
      { part: 'text' },
      ...passage(this.texts, of, version, beside),
      actions(action('restore', restore, act, { 'aria-label': name })),
    );
  }
}
