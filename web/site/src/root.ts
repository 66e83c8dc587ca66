import { PROFILE_KEY, preferenceKey, profileNamed } from '../../src/shared/names';
import { all } from './dom';

/** Leads from the root to the language that was chosen, or that the browser prefers. */
function chosen(): string | null {
  try {
    const profile = profileNamed(localStorage.getItem(PROFILE_KEY));
    return localStorage.getItem(preferenceKey(profile, 'pref.language'));
  } catch {
    return null;
  }
}

const links = all('.choices a', HTMLAnchorElement);
const wanted = [chosen(), ...navigator.languages.map((tag) => tag.slice(0, 2))];
const found = wanted.map((code) => links.find(({ hreflang }) => hreflang === code)).find(Boolean);
const [first] = links;
const target = found ?? first;
if (target) location.replace(target.href);
