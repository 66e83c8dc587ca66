import { describe, expect, it } from 'vitest';
import { html, raw } from '../site/templates/html';

describe('html', () => {
  it('escapes values', () => {
    expect(String(html`<p title="${'"'}">${'<b> & co'}</p>`)).toBe(
      '<p title="&quot;">&lt;b&gt; &amp; co</p>',
    );
  });

  it('leaves markup as it is, also in lists', () => {
    const items = ['a', '<'].map((text) => html`<li>${text}</li>`);
    expect(String(html`<ul>${items}${raw('<hr>')}</ul>`)).toBe(
      '<ul><li>a</li><li>&lt;</li><hr></ul>',
    );
  });

  it('writes nothing for what is absent, and numbers as they are', () => {
    expect(String(html`${false}${null}${undefined}${0}`)).toBe('0');
  });
});
