import { PROFILE_KEY, profileNamed } from '../shared/names';
import { pairs } from '../shared/pairs';
import type { Situation } from '../shared/types';
import { localCopy } from './copies';
import type { Aliases } from './names';

/** What the loader's script element says. */
export interface Settings {
  script: HTMLScriptElement;
  /** Where the package's files lie. */
  base: string;
  /** The policy's address, or `#id` of the element that holds its text. */
  policy: string;
  policyHash: string | undefined;
  profile: string;
  transport: 'fetch' | 'none';
  language: string;
  /** The page that lists what is stored and what has left. */
  privacyCentre: string | undefined;
  aliases: Aliases;
  /** Here `rules` is their address. */
  situation: Required<Situation>;
}

export function settingsOf(script: HTMLScriptElement): Settings {
  const { policy, policyHash, profile, transport, lang, privacyCentre } = script.dataset;
  const { aliases = '', place = '', rules = '', restricted = '' } = script.dataset;
  return {
    script,
    base: new URL('./', script.src).href,
    policy: policy ?? '/policy.json',
    policyHash,
    profile: profileNamed(profile ?? localCopy(PROFILE_KEY)),
    transport: transport === 'none' ? 'none' : 'fetch',
    language: lang || document.documentElement.lang || navigator.language,
    privacyCentre,
    aliases: new Map(pairs(aliases)),
    situation: { place, rules, restricted: restricted.split(' ').filter(Boolean) },
  };
}
