import type { PlatformFile } from './content';
import { type Embed, embed } from './embed';
import { html, type Markup } from './html';
import { layout } from './layout';
import { filled, type Site } from './page';

type Texts = Record<string, string>;
type Basis = keyof Site['ui']['platforms']['bases'];

/** At least so old, not yet so old. */
const BANDS = ['0-13', '13-14', '14-15', '15-16', '16-18', '18-'] as const;

interface Policy {
  consent: { asks_age?: boolean };
  categories: { key: string; title: Texts; covers: Texts; refused: Texts }[];
  purposes: { key: string; category: string; basis: Basis; title: Texts; why: Texts }[];
  items: { purpose: string; title: Texts; why: Texts }[];
  services: { key: string; purpose: string; title: Texts }[];
}

const EMBEDS: Record<PlatformFile['key'], Embed | undefined> = {
  p: 'youtube',
  f: undefined,
  u: 'vimeo',
};

/** The list of the policies that can be tried here. */
export function platforms(site: Site): string {
  const { platforms: texts } = site.ui;
  return layout(site, {
    title: texts.title,
    description: texts.lead,
    kind: 'platforms',
    body: html`<header class="page-head"><h1>${texts.title}</h1><p class="lead">${texts.lead}</p></header>
<ul class="platform-list">
<li><h2><a href="${site.page('index.html')}">${texts.own}</a></h2><p>${texts.ownNote}</p></li>
${site.target.platforms.map(({ key, text }) => row(site, key, JSON.parse(text)))}
</ul>`,
  });
}

function row(site: Site, key: PlatformFile['key'], policy: Policy): Markup {
  const { platforms: texts } = site.ui;
  const { categories, purposes, services } = policy;
  const counts = { c: categories.length, p: purposes.length, s: services.length };
  return html`<li><h2><a href="${site.page(`platforms/${key}.html`)}">${texts.names[key]}</a></h2>
<p>${texts.notes[key]}</p>
<p class="small">${filled(texts.counts, counts)}</p></li>`;
}

/** A page on which the policy of a platform holds, with choices and records of its own. */
export function platform(site: Site, it: PlatformFile): string {
  const { platforms: texts, noscript } = site.ui;
  const policy: Policy = JSON.parse(it.text);
  const frame = EMBEDS[it.key];
  return layout(site, {
    title: texts.names[it.key],
    description: texts.notes[it.key],
    kind: 'platforms',
    script: 'platform',
    platform: it,
    body: html`<header class="page-head">
<h1>${texts.names[it.key]}</h1>
<p class="lead">${texts.notes[it.key]}</p>
${others(site, it)}
<noscript><p class="note">${noscript}</p></noscript>
<p class="needs-script"><button type="button" class="button primary" data-carrel="preferences">${site.ui.privacy.change}</button></p>
</header>
${policy.consent.asks_age && askAge(site)}
<section class="desk needs-script" aria-labelledby="try">
<h2 id="try"><label for="note">${texts.tryTitle}</label></h2>
<p>${texts.tryNote}</p>
<textarea id="note" rows="4" data-carrel-draft="draft.text" data-carrel-entity="platform/${it.key}"></textarea>
<carrel-save-state id="save-state"></carrel-save-state>
</section>
${frame && embed(site, frame)}
<section aria-labelledby="words">
<h2 id="words">${texts.words}</h2>
${policy.categories.map((category) => inWords(site, policy, category))}
</section>
<section class="needs-script" aria-labelledby="register">
<h2 id="register">${site.ui.privacy.register}</h2>
<carrel-register></carrel-register>
</section>`,
  });
}

/** The age, as a platform asks it before there is an account; the engine decides by it. */
function askAge({ ui }: Site): Markup {
  const { age, ageNote, bands, agePlease } = ui.platforms;
  return html`<section class="needs-script" aria-labelledby="age-title">
<h2 id="age-title"><label for="age">${age}</label></h2>
<p>${ageNote}</p>
<select id="age"><option value="">${agePlease}</option>
${BANDS.map((band) => html`<option value="${band}">${bands[band]}</option>`)}</select>
</section>`;
}

function others(site: Site, it: PlatformFile): Markup {
  const { platforms: texts } = site.ui;
  const link = (key: PlatformFile['key']) =>
    html`<li><a href="${site.page(`platforms/${key}.html`)}"${key === it.key && html` aria-current="page"`}>${texts.names[key]}</a></li>`;
  return html`<nav aria-label="${texts.title}"><ul class="choices">
<li><a href="${site.page('platforms/index.html')}">${texts.all}</a></li>
${site.target.platforms.map(({ key }) => link(key))}
</ul></nav>`;
}

function inWords(site: Site, policy: Policy, category: Policy['categories'][number]): Markup {
  const said = (texts: Texts) => texts[site.content.language] ?? '';
  const purposes = policy.purposes.filter((purpose) => purpose.category === category.key);
  const lines = purposes.map(({ key, title, why, basis }) => {
    const items = policy.items.filter(({ purpose }) => purpose === key);
    return html`<li><strong>${said(title)}</strong> <span class="small">${site.ui.platforms.bases[basis]}</span>
<p>${said(why)}</p>
<ul>${items.map((item) => html`<li>${said(item.title)}: ${said(item.why)}</li>`)}</ul></li>`;
  });
  return html`<section class="platform-category">
<h3>${said(category.title)}</h3>
<p>${said(category.covers)}</p>
<p>${said(category.refused)}</p>
<details><summary>${filled(site.ui.platforms.purposes, { n: purposes.length })}</summary><ul>${lines}</ul></details>
</section>`;
}
