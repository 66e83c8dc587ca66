import type { Lesson } from './content';
import { breadcrumbs } from './course';
import { html, type Markup, type Part } from './html';
import { ribbon, tick } from './icons';
import { layout } from './layout';
import { filled, type Site } from './page';

/** The bar that stays in view: where one is, and whether the work is saved. */
function bar(site: Site, lesson: Lesson): Markup {
  const trail = html`<li><a href="${site.page('courses/privacy/index.html')}">${site.titleOf('privacy')}</a></li>
<li aria-current="page">${lesson.kind}</li>`;
  return html`<div class="study-bar">
${breadcrumbs(site, trail)}
<div class="states needs-script">
${!site.target.local && html`<a id="account-state" href="${site.page('sign-in.html')}" hidden>${site.ui.lesson.signIn}</a>`}
<carrel-save-state id="save-state"></carrel-save-state>
</div>
</div>`;
}

function foot(site: Site, lesson: Lesson): Markup {
  const { lesson: texts } = site.ui;
  const { previous, next } = site.around(lesson);
  const link = (to: Lesson, kind: 'previous' | 'next') =>
    html`<a class="${kind}" rel="${kind === 'next' ? 'next' : 'prev'}" href="${site.lesson(to.id)}"><span>${texts[kind]}</span><strong>${to.title}</strong></a>`;
  return html`<footer class="lesson-foot">
<button type="button" class="button primary needs-script" id="mark-done" aria-pressed="false">${tick}<span>${texts.markDone}</span></button>
<nav aria-label="${texts.pages}">
${previous && link(previous, 'previous')}
${next ? link(next, 'next') : html`<a class="next" href="${site.page('courses/privacy/index.html')}"><span>${texts.backToCourse}</span><strong>${site.titleOf('privacy')}</strong></a>`}
</nav>
</footer>`;
}

/** The frame that all lessons have in common. */
export function lessonPage(site: Site, lesson: Lesson, body: Part): string {
  const { ui, content } = site;
  const { n } = site.around(lesson);
  const of = filled(ui.lesson.of, { n, count: content.lessons.length });
  return layout(site, {
    title: lesson.title,
    description: lesson.summary,
    kind: `study ${lesson.id}`,
    course: 'privacy',
    script: lesson.id,
    body: html`${bar(site, lesson)}
<article class="lesson-page" data-entity="course/privacy/${lesson.id}">
<header class="lesson-head">
<div class="lesson-line">
<p class="kicker">${of} · ${lesson.kind} · ${filled(ui.facts.minutes, { n: lesson.minutes })}</p>
<button type="button" class="button quiet needs-script" id="bookmark" aria-pressed="false">${ribbon}<span>${ui.lesson.bookmark}</span></button>
</div>
<h1>${lesson.title}</h1>
<noscript><p class="note">${ui.noscript}</p></noscript>
</header>
${body}
${foot(site, lesson)}
</article>`,
  });
}
