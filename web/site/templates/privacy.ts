import { html, type Markup } from './html';
import { layout } from './layout';
import type { Site } from './page';

function list({ ui }: Site, id: string, title: string, note: string): Markup {
  return html`<section aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<p>${note}</p>
<div id="${id}" class="ledger"><noscript><p class="empty">${ui.privacy.needsScript}</p></noscript></div>
</section>`;
}

/** Shown where the policy asks for anything of many. */
function told({ ui, content }: Site): Markup {
  const titles = content.courses.map(
    ({ id, title }) => html`<li data-course-title="${id}">${title}</li>`,
  );
  return html`<section id="told" aria-labelledby="told-title" hidden>
<h2 id="told-title">${ui.privacy.told}</h2>
<p>${ui.privacy.toldNote}</p>
<div id="told-answers" class="ledger"></div>
<p id="told-sum"></p>
<ul hidden>${titles}</ul>
</section>`;
}

/** What is stored, what has left, and every request since the page was loaded. */
export function privacy(site: Site): string {
  const { privacy: texts } = site.ui;
  const { local } = site.target;
  return layout(site, {
    title: texts.title,
    description: texts.lead,
    kind: 'privacy',
    script: 'privacy',
    body: html`<header class="page-head">
<h1>${texts.title}</h1>
<p class="lead">${texts.lead}</p>
<p class="needs-script"><button type="button" class="button primary" data-carrel="preferences">${texts.change}</button></p>
<p><a href="${site.page('figures.html')}">${site.ui.figures.link}</a></p>
</header>
${list(site, 'stored-now', texts.storedNow, texts.storedNote)}
<p class="note" id="damaged" role="status" hidden></p>
${list(site, 'has-left', texts.hasLeft, texts.hasLeftNote)}
${told(site)}
${list(site, 'receipts', texts.receipts, texts.receiptsNote)}
<p class="needs-script"><button type="button" class="button" id="receipts-download" hidden>${texts.receiptsDownload}</button></p>
<section aria-labelledby="register-title">
<h2 id="register-title">${texts.register}</h2>
<p>${texts.registerNote}</p>
<carrel-register><noscript><p class="empty">${texts.needsScript}</p></noscript></carrel-register>
</section>
${list(site, 'requests', texts.requests, texts.requestsNote)}
${list(site, 'browser-holds', texts.browser, texts.browserNote)}
<div class="small" id="storage" role="status"></div>
<section class="needs-script" aria-labelledby="forget-title">
<h2 id="forget-title">${texts.forget}</h2>
<p>${texts.forgetNote}</p>
<p><button type="button" class="button" id="forget">${texts.forget}</button></p>
<p class="error" id="forget-error" role="alert" hidden></p>
</section>
${!local && html`<p class="server-log small">${texts.server}</p>`}`,
  });
}
