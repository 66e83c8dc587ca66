import { forLanguage } from '../i18n';
import { register as de } from '../i18n/messages.de.json';
import { register as en } from '../i18n/messages.en.json';
import { h } from '../shared/dom';
import type { Service } from './policy';

/** What the register says of a service: who receives what, where, and what can be done about it. */
export function serviceDetails(service: Service, language: string): HTMLElement {
  const texts = forLanguage({ en, de }, language);
  const list = h('dl', {});
  const row = (term: string, ...said: (Node | string)[]) => {
    if (said.some((part) => part !== '')) list.append(h('dt', {}, term), h('dd', {}, ...said));
  };
  const link = (address: string) =>
    address && leavingLink(address, new URL(address).host, texts.leaves);
  row(texts.receives, service.receives);
  row(texts.country, service.country);
  row(texts.safeguard, service.safeguard ? texts[service.safeguard] : '');
  row(texts.policy, link(service.policy));
  row(texts.opt_out, link(service.optOut));
  row(texts.hosts, service.hosts.map((source) => source.replace(/^\w+:\/\//, '')).join(', '));
  return list;
}

/** A link that says that it leaves the site. */
export function leavingLink(address: string, text: string, leaves: string): HTMLElement {
  const mark = h('span', { role: 'img', 'aria-label': leaves }, '↗');
  return h('a', { href: address, rel: 'noopener noreferrer' }, text, ' ', mark);
}
