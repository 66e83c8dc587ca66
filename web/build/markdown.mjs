import markdownIt from 'markdown-it';
import footnotes from 'markdown-it-footnote';

const markdown = markdownIt({ html: false, typographer: false }).use(footnotes);
const { rules } = markdown.renderer;
rules.footnote_caption = (tokens, at) => String(tokens[at].meta.id + 1);

const slug = (text) =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/** The reading's HTML and its headings; `figure` takes the place of {{figure}}. */
export function readingHtml(source, figure, { footnotes: title }) {
  const tokens = markdown.parse(source, {});
  const headings = [];
  tokens.forEach((token, i) => {
    if (token.type !== 'heading_open') return;
    const text = tokens[i + 1].content;
    token.attrSet('id', slug(text));
    headings.push({ id: slug(text), text });
  });
  rules.footnote_block_open = () =>
    `<section class="footnotes" aria-labelledby="notes"><h2 id="notes">${title}</h2><ol>\n`;
  const body = markdown.renderer.render(tokens, markdown.options, {});
  return { body: body.replace('<p>{{figure}}</p>', figure), headings };
}

export const taskHtml = (source) => markdown.render(source);
