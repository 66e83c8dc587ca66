import { html, type Markup } from './html';
import { layout } from './layout';
import type { Site } from './page';

/** What the scripts call courses and lessons, in words. */
function words({ content }: Site): Markup {
  return html`<ul id="words" hidden>${[...content.courses, ...content.lessons].map(
    ({ id, title }) => html`<li data-word="${id}">${title}</li>`,
  )}</ul>`;
}

function part({ ui }: Site, id: string, title: string, course: string, note?: string): Markup {
  return html`<section aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${note && html`<p>${note}</p>`}
<div id="${id}" data-figures="${course}"><noscript><p class="empty">${ui.privacy.needsScript}</p></noscript></div>
</section>`;
}

/** A learner's own figures. */
export function figures(site: Site): string {
  const { figures: texts } = site.ui;
  return layout(site, {
    title: texts.title,
    description: texts.lead,
    kind: 'figures',
    script: 'figures',
    body: html`<header class="page-head">
<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<p><a href="${site.page('privacy.html')}">${texts.privacy}</a></p>
</header>
${part(site, 'course-figures', texts.course, 'privacy')}
${!site.target.local && part(site, 'site-figures', texts.site, '', texts.siteNote)}
${words(site)}`,
  });
}
