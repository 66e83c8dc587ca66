import type { Thread } from './content';
import { breadcrumbs } from './course';
import { html } from './html';
import { layout } from './layout';
import { filled, type Site } from './page';

function thread({ ui }: Site, { title, posts }: Thread, id: string) {
  const post = ({ name, text }: Thread['posts'][number], i: number) => {
    const said = i === 0 ? ui.discussion.asks : ui.discussion.answers;
    return html`<li class="post"><p class="kicker">${filled(said, { name })}</p><p>${text}</p></li>`;
  };
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<ol class="posts">${posts.map(post)}</ol>
</section>`;
}

/** What was asked and answered beside the lessons: to read, not to write in. */
export function discussion(site: Site): string {
  const { ui, content } = site;
  const { title, lead, note, threads } = ui.discussion;
  const idOf = (i: number) => `thread-${i + 1}`;
  const trail = html`<li><a href="${site.page('courses/privacy/index.html')}">${site.titleOf('privacy')}</a></li>
<li aria-current="page">${title}</li>`;
  return layout(site, {
    title: `${title}: ${site.titleOf('privacy')}`,
    description: lead,
    kind: 'study discussion',
    course: 'privacy',
    script: 'discussion',
    body: html`<div class="study-bar">${breadcrumbs(site, trail)}</div>
<header class="lesson-head">
<h1>${title}</h1>
<p class="lead">${lead}</p>
<p class="note">${note}</p>
</header>
<div class="text-columns">
<nav class="toc" aria-label="${threads}">
<p>${threads}</p>
<ol>${content.threads.map((it, i) => html`<li><a href="#${idOf(i)}">${it.title}</a></li>`)}</ol>
</nav>
<div class="prose">${content.threads.map((it, i) => thread(site, it, idOf(i)))}</div>
</div>`,
  });
}
