import type { PlatformFile } from './content';
import { footer, header } from './frame';
import { html, type Markup, type Part, raw } from './html';
import type { Site } from './page';

const LOCAL_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "media-src 'self'",
  "font-src 'self'",
  "connect-src 'none'",
  "frame-src 'none'",
  "worker-src 'none'",
  "object-src 'none'",
  "form-action 'none'",
  "base-uri 'none'",
].join('; ');

export interface Frame {
  title: string;
  description: string;
  /** The page's script, which does what `page` does and more. */
  script?: string;
  /** Class of the body, which its style sheet goes by. */
  kind: string;
  body: Part;
  /** The course that the page belongs to. */
  course?: string;
  /** Whose policy holds on this page, instead of the site's. */
  platform?: PlatformFile;
}

/** A whole page: head, header, the given body and footer. */
export function layout(site: Site, frame: Frame): string {
  const { content, target } = site;
  const { title, kind, body, course, platform, script = 'page' } = frame;
  return String(html`<!doctype html>
<html lang="${content.language}"${target.local && raw(' data-local')}>
<head>
<meta charset="utf-8">
${target.local && html`<meta http-equiv="Content-Security-Policy" content="${LOCAL_POLICY}">`}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === site.ui.name ? title : `${title} · ${site.ui.name}`}</title>
<meta name="description" content="${frame.description}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${site.to('assets/icon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${site.to('assets/site.css')}">
<script src="${site.to('assets/first-paint.js')}"${profileOf(platform)}></script>
${target.local && embeddedPolicy(site)}
${loader(site, platform)}
<script type="module" src="${site.to(`assets/${script}.js`)}"></script>
</head>
<body class="${kind}"${course && html` data-course="${course}"`}>
<a class="skip" href="#content">${site.ui.skip}</a>
${header(site, platform === undefined)}
<main id="content" tabindex="-1">
${body}
</main>
${footer(site)}
</body>
</html>
`);
}

function embeddedPolicy({ target }: Site): Markup {
  return html`<script type="application/json" id="policy">${raw(target.policy.text)}</script>`;
}

/** A platform's choices and records are kept apart from the site's, and stay on the device. */
const profileOf = (platform?: PlatformFile) =>
  platform && html` data-profile="platform${platform.key}"`;

function loader(site: Site, platform?: PlatformFile): Markup {
  const { local } = site.target;
  const { hash } = platform ?? site.target.policy;
  const file = platform ? `platforms/${platform.key}.json` : 'policy.json';
  const alone = local || platform !== undefined;
  const centre = !platform && html` data-privacy-centre="${site.page('privacy.html')}"`;
  return html`<script src="${site.to('carrel/loader.js')}" data-policy="${local ? '#policy' : site.to(file)}" data-policy-hash="${hash}"
 data-lang="${site.content.language}"${centre}${profileOf(platform)}${alone && raw(' data-transport="none"')}></script>`;
}
