import { html, type Markup } from './html';
import { mark } from './icons';
import { hasInsights } from './metrics';
import type { Site } from './page';

const THEMES = ['system', 'light', 'dark'] as const;

/** The page at the same place in the other language. */
function counterpart(site: Site): string {
  const { code } = site.ui.otherLanguage;
  const [, file = 'index.html'] = /^(?:en|de)\/(.*)/.exec(site.path) ?? [];
  return site.to(`${code}/${file}`);
}

/** Without `own` the page is not the site's profile's: nobody can sign in on it. */
export function header(site: Site, own: boolean): Markup {
  const { nav, otherLanguage, name } = site.ui;
  const home = site.page('index.html');
  const current = (file: string) => site.path.endsWith(file) && html` aria-current="page"`;
  return html`<header class="site-header">
<a class="brand" href="${home}">${mark}<span>${name}</span></a>
<nav aria-label="${nav.label}">
<a href="${home}"${site.path.split('/').length === 2 && current('index.html')}>${nav.courses}</a>
<a href="${site.page('privacy.html')}"${current('privacy.html')}>${nav.privacy}</a>
</nav>
<div class="tools">
${settings(site)}
<a class="tool" href="${counterpart(site)}" hreflang="${otherLanguage.code}" lang="${otherLanguage.code}" data-language="${otherLanguage.code}" aria-label="${otherLanguage.label}">${otherLanguage.name}</a>
${own && !site.target.local && account(site)}
</div>
</header>`;
}

function account(site: Site): Markup {
  const { nav } = site.ui;
  return html`<a class="tool" id="account" href="${site.page('sign-in.html')}">${nav.signIn}</a>`;
}

function settings({ ui }: Site): Markup {
  const { settings: texts } = ui;
  const themes = THEMES.map(
    (theme) =>
      html`<label><input type="radio" name="theme" value="${theme}">${texts[theme]}</label>`,
  );
  return html`<details class="settings needs-script">
<summary class="tool" aria-label="${texts.open}" title="${texts.open}"><span aria-hidden="true">Aa</span></summary>
<div class="panel">
<fieldset id="theme"><legend>${texts.theme}</legend>${themes}</fieldset>
<label class="size">${texts.size}<input id="text-size" type="range" min="80" max="200" step="10" value="100"><output for="text-size">100 %</output></label>
</div>
</details>`;
}

export function footer(site: Site): Markup {
  const { ui } = site;
  return html`<footer class="site-footer">
<div>
<p class="brand">${mark}<span>${ui.name}</span></p>
<p>${ui.footer.about}</p>
</div>
<ul>
<li class="needs-script"><button type="button" class="link" data-carrel="preferences">${ui.footer.choices}</button></li>
<li><a href="${site.page('privacy.html')}">${ui.footer.privacy}</a></li>
${hasInsights(site) && html`<li><a href="${site.page('insights.html')}">${ui.footer.insights}</a></li>`}
${!site.target.local && html`<li><a href="${site.page('platforms/index.html')}">${ui.footer.platforms}</a></li>`}
</ul>
<p class="small">${ui.footer.fonts}</p>
</footer>`;
}
