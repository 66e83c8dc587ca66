import { h } from '../../../shared/dom';
import { action, actions } from './actions';
import type { Manuscript } from './manuscript';
import { passage } from './passage';
import type { Texts } from './texts';

/** The texts from elsewhere, each to be used instead; `done` is called after any choice. */
export function conflict(texts: Texts, it: Manuscript, done: (said: string) => void): Node[] {
  const { title, lead, other, mine, use, both, settled } = texts.say.conflict;
  const choose = (act: () => void) => () => {
    act();
    done(settled);
  };
  const { rivals } = it.state;
  const uses = rivals.map(({ text }, i) =>
    action(
      `use-${i}`,
      use,
      choose(() => it.use(text)),
    ),
  );
  const articles = rivals.map((rival, i) => {
    const about = passage(texts, other, rival, it.text);
    const own = rivals.length > 1 ? [actions(...uses.slice(i, i + 1))] : [];
    return h('article', { part: 'text' }, ...about, ...own);
  });
  const keepMine = action(
    'mine',
    mine,
    choose(() => it.use(it.text)),
  );
  const keepBoth = action(
    'both',
    both,
    choose(() => it.useBoth()),
  );
  const only = rivals.length === 1 ? uses : [];
  return [
    h('h2', { part: 'title' }, title),
    h('p', {}, lead),
    ...articles,
    actions(keepMine, ...only, keepBoth),
  ];
}
