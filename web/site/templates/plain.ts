import { html, raw } from './html';
import { layout } from './layout';
import type { Site } from './page';

/** The pages around the courses: sign-in, offline, not found. */

export function signIn(site: Site): string {
  const { ui } = site;
  const { signIn: texts, nav } = ui;
  const [before, after] = texts.signedIn.split('{name}');
  return layout(site, {
    title: texts.title,
    description: texts.lead,
    kind: 'plain',
    script: 'sign-in',
    body: html`<header class="page-head"><h1>${texts.title}</h1><p class="lead">${texts.lead}</p></header>
<noscript><p class="note">${ui.noscript}</p></noscript>
<form id="sign-in" class="box needs-script">
<p class="field"><label for="sign-in-name">${texts.name}</label>
<input id="sign-in-name" name="name" required pattern="[A-Za-z0-9]{1,40}" autocomplete="username" autocapitalize="none" spellcheck="false" aria-describedby="sign-in-hint">
<span class="small" id="sign-in-hint">${texts.hint}</span></p>
<p class="error" id="sign-in-error" role="alert" hidden></p>
<p><button class="button primary" id="sign-in-submit">${texts.submit}</button></p>
</form>
<div id="signed-in" class="box" hidden>
<p>${before}<strong id="signed-in-name"></strong>${after}</p>
<section id="guest-work" aria-labelledby="guest-work-title" hidden>
<h2 id="guest-work-title">${texts.guestTitle}</h2>
<p>${texts.guestNote}</p>
<p class="row"><button type="button" class="button primary" id="guest-work-take">${texts.take}</button>
<button type="button" class="button" id="guest-work-leave">${texts.leave}</button></p>
</section>
<p class="note" id="guest-work-status" role="status" hidden></p>
<p class="row"><a class="button" id="go-on" href="./">${texts.goOn}</a>
<button type="button" class="button" id="sign-out">${nav.signOut}</button></p>
</div>
<section aria-labelledby="what"><h2 id="what">${texts.what}</h2>
<ul>${texts.points.map((point) => html`<li>${point}</li>`)}</ul></section>`,
  });
}

export function offline(site: Site): string {
  const { offline: texts, nav } = site.ui;
  return layout(site, {
    title: texts.title,
    description: texts.lead,
    kind: 'plain',
    body: html`<header class="page-head"><h1>${texts.title}</h1><p class="lead">${texts.lead}</p>
<p><a class="button primary" href="">${texts.retry}</a> <a class="button" href="${site.page('index.html')}">${nav.courses}</a></p></header>`,
  });
}

/** What the server sends where there is nothing, in all languages. */
export function notFound(sites: Site[], at: Site): string {
  const texts = sites.map(
    ({ content, ui }) => html`<header class="page-head" lang="${content.language}">
<h1>${ui.notFound.title}</h1><p class="lead">${ui.notFound.lead}</p>
<p><a class="button" href="${at.to(`${content.language}/index.html`)}">${ui.nav.courses}</a></p></header>`,
  );
  const { title, lead } = at.ui.notFound;
  return layout(at, { title, description: lead, kind: 'plain', body: texts });
}

/** The site's root: it leads to the language that was chosen, or that the browser prefers. */
export function root(sites: Site[], at: Site): string {
  const links = sites.map(
    ({ content, ui }) =>
      html`<li><a class="button" lang="${content.language}" hreflang="${content.language}" href="${at.to(`${content.language}/index.html`)}">${ui.home.title}</a></li>`,
  );
  return layout(at, {
    title: at.ui.root.title,
    description: at.ui.home.lead,
    kind: 'plain root',
    script: 'root',
    body: html`<header class="page-head"><h1>${at.ui.root.choose}${raw(' <span lang="de">/ Sprache wählen</span>')}</h1></header><ul class="choices">${links}</ul>`,
  });
}
