import type { Course, Lesson } from './content';
import { facts } from './home';
import { html, type Markup, raw } from './html';
import { arrow, down, ribbon, tick } from './icons';
import { layout } from './layout';
import { filled, type Site } from './page';

export function breadcrumbs(site: Site, trail: Markup): Markup {
  const { nav, lesson } = site.ui;
  return html`<nav class="breadcrumbs" aria-label="${lesson.breadcrumbs}"><ol>
<li><a href="${site.page('index.html')}">${nav.courses}</a></li>${trail}
</ol></nav>`;
}

function lessonRow(site: Site, lesson: Lesson): Markup {
  const { ui } = site;
  return html`<li class="lesson" data-lesson="${lesson.id}">
<a href="${site.lesson(lesson.id)}">
<span class="kind">${lesson.kind} · ${filled(ui.facts.minutes, { n: lesson.minutes })}</span>
<strong>${lesson.title}</strong>
<span class="summary">${lesson.summary}</span>
</a>
<span class="state needs-script"><span class="tick">${tick}</span><span class="visually-hidden">${ui.course.notDone}</span></span>
</li>`;
}

function head(site: Site, course: Course): Markup {
  return html`<header class="course-head">
<div>
${breadcrumbs(site, html`<li aria-current="page">${course.title}</li>`)}
<h1>${course.title}</h1>
<p class="lead">${course.abstract}</p>
</div>
<div class="cover">${raw(course.cover)}</div>
</header>`;
}

const outcomes = ({ ui }: Site, course: Course) => html`<section aria-labelledby="outcomes">
<h2 id="outcomes">${ui.course.outcomes}</h2>
<ul class="outcomes">${course.outcomes.map((text) => html`<li class="outcome">${text}</li>`)}</ul>
</section>`;

const bookmarks = (
  site: Site,
) => html`<section class="box needs-script" id="bookmarks" aria-labelledby="bookmarks-title" hidden>
<h2 id="bookmarks-title">${site.ui.course.bookmarks}</h2>
<ul class="bookmarks">${site.content.lessons.map(
  ({ id, title }) =>
    html`<li data-bookmark="course/privacy/${id}" hidden>${ribbon}<a href="${site.lesson(id)}">${title}</a></li>`,
)}</ul>
</section>`;

const discussion = (
  site: Site,
) => html`<section class="about-discussion" aria-labelledby="discussion">
<h2 id="discussion">${site.ui.discussion.title}</h2>
<p>${site.ui.discussion.lead}</p>
<p><a href="${site.page('courses/privacy/discussion.html')}">${site.ui.discussion.link}</a></p>
</section>`;

/** The page of a course with lessons. */
export function course(site: Site, it: Course): string {
  const { ui, content, target } = site;
  return layout(site, {
    title: it.title,
    description: it.abstract,
    kind: 'course',
    course: it.id,
    script: 'course',
    body: html`${head(site, it)}
<div class="columns">
<div>
<section aria-labelledby="lessons">
<h2 id="lessons">${ui.course.contents}</h2>
<ol class="lessons">${content.lessons.map((lesson) => lessonRow(site, lesson))}</ol>
</section>
${discussion(site)}
${outcomes(site, it)}
</div>
<aside>
<section class="box progress needs-script" aria-labelledby="progress-title">
<h2 id="progress-title">${ui.course.progress}</h2>
<p class="percentage" id="percentage">0 %</p>
<progress id="progress" max="${content.lessons.length}" value="0" aria-labelledby="progress-title"></progress>
<a class="button primary" id="continue" href="${site.lesson('reading')}"><span>${ui.course.begin}</span>${arrow}</a>
<carrel-save-state id="save-state"></carrel-save-state>
<p class="small"><a href="${site.page('figures.html')}">${ui.figures.link}</a></p>
</section>
${bookmarks(site)}
${
  !target.local &&
  html`<section class="box needs-script" id="offline" hidden>
<button type="button" class="button" id="keep-offline" aria-pressed="false">${down}<span>${ui.course.keepOffline}</span></button>
<p class="small" id="offline-note">${ui.course.offlineNote}</p>
</section>`
}
<section class="box">${facts(site, it)}<p class="small">${ui.facts.free}</p></section>
</aside>
</div>`,
  });
}

/** The page of a course that is still being written. */
export function outline(site: Site, it: Course): string {
  const { ui } = site;
  return layout(site, {
    title: it.title,
    description: it.abstract,
    kind: 'course',
    body: html`${head(site, it)}
<div class="columns">
<div>
<section aria-labelledby="units">
<h2 id="units">${ui.course.units}</h2>
<ol class="units">${it.units.map((unit) => html`<li>${unit}</li>`)}</ol>
</section>
${outcomes(site, it)}
</div>
<aside>
<section class="box">${facts(site, it)}<p class="small">${ui.course.soon}</p>
<a class="button" href="${site.page('index.html')}">${ui.course.back}</a></section>
</aside>
</div>`,
  });
}
