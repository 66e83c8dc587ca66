import { PROFILE_KEY, preferenceKey, profileNamed } from '../../src/shared/names';
import { showTextSize, showTheme } from './appearance';

/** Runs before the first paint: what the profile has chosen, as far as it may be remembered. */
document.documentElement.classList.add('scripted');
try {
  const own = document.currentScript?.dataset['profile'];
  const profile = profileNamed(own ?? localStorage.getItem(PROFILE_KEY));
  showTheme(localStorage.getItem(preferenceKey(profile, 'pref.theme')));
  showTextSize(Number(localStorage.getItem(preferenceKey(profile, 'pref.text_size'))));
} catch {
  // Storage is denied: the page looks as the device says.
}
