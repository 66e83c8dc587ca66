import type { Course } from './content';
import { html, type Markup, raw } from './html';
import { arrow } from './icons';
import { layout } from './layout';
import { filled, type Site } from './page';

/** Level, length and languages of a course. */
export function facts({ ui }: Site, { level, hours, languages }: Course): Markup {
  const names = languages.map((language) => ui.languageNames[language]).join(', ');
  return html`<dl class="facts">
<div><dt>${ui.facts.level}</dt><dd>${ui.level[level]}</dd></div>
<div><dt>${ui.facts.length}</dt><dd>${filled(ui.facts.hours, { n: hours })}</dd></div>
<div><dt>${ui.facts.language}</dt><dd>${names}</dd></div>
</dl>`;
}

const cover = (course: Course) => html`<div class="cover">${raw(course.cover)}</div>`;

function featured(site: Site, course: Course): Markup {
  return html`<article class="featured">
${cover(course)}
<div class="about">
<h3><a href="${site.course(course)}">${course.title}</a></h3>
<p>${course.abstract}</p>
${facts(site, course)}
<p class="action" aria-hidden="true"><span class="button primary">${site.ui.home.start}${arrow}</span></p>
</div>
</article>`;
}

function card(site: Site, course: Course): Markup {
  return html`<li><article class="card">
${cover(course)}
<h3><a href="${site.course(course)}">${course.title}</a></h3>
<p>${course.abstract}</p>
${facts(site, course)}
</article></li>`;
}

/** The list of courses. */
export function home(site: Site): string {
  const { home: texts } = site.ui;
  const { courses } = site.content;
  return layout(site, {
    title: site.ui.name,
    description: texts.lead,
    kind: 'home',
    script: 'home',
    body: html`<section class="hero">
<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
</section>
<form class="search needs-script" id="search-form" role="search">
<label for="search">${texts.search.label}</label>
<input id="search" type="search" autocomplete="off" aria-describedby="search-hint">
<span class="small" id="search-hint">${texts.search.hint}</span>
<span class="small" id="search-found" role="status"></span>
</form>
<section aria-labelledby="open-now">
<h2 id="open-now">${texts.openNow}</h2>
${courses.filter(({ open }) => open).map((course) => featured(site, course))}
</section>
<section aria-labelledby="soon">
<h2 id="soon">${texts.soon}</h2>
<p class="section-lead">${texts.soonLead}</p>
<ul class="cards">
${courses.filter(({ open }) => !open).map((course) => card(site, course))}
</ul>
</section>`,
  });
}
