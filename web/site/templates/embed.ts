import { html, type Markup } from './html';
import type { Site } from './page';

const FRAMES = {
  youtube: 'https://www.youtube-nocookie.com/embed/jNQXAC9IVRw',
  vimeo: 'https://player.vimeo.com/video/76979871',
} as const;

export type Embed = keyof typeof FRAMES;

/** A video of another company, held back until its service is allowed. */
export function embed({ ui }: Site, service: Embed): Markup {
  const { title, lead, names } = ui.embed;
  return html`<section class="embed needs-script" aria-labelledby="embed">
<h2 id="embed">${title}</h2>
<p>${lead}</p>
<div class="embed-frame"><iframe title="${names[service]}" data-category="third_party" data-service="${service}" data-src="${FRAMES[service]}"
 referrerpolicy="strict-origin" allowfullscreen></iframe></div>
</section>`;
}
