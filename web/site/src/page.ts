import '../../src/leaving';
import { visitPrefix } from '../../src/shared/names';
import { startAccount, startSignInLinks } from './account';
import { optional } from './dom';
import { withEngine } from './engine';
import { startUsage } from './notes/usage';
import { startServiceWorker } from './offline';
import { followAppearance, startControls } from './preferences';
import { followProfile, local, profile } from './session';

/** What every page does. The engine starts only where something is to be read or kept. */
startControls();
if (needsEngine()) withEngine(followAppearance);
if (!local) {
  followProfile();
  startSignInLinks();
  startAccount().catch(reportError);
  startServiceWorker();
  // Nothing can leave the fully local build, so nothing is noted for that.
  startUsage();
}

function needsEngine(): boolean {
  return optional('save-state', HTMLElement) !== null || choseInThisVisit();
}

/** Preferences that last for the visit are the engine's to read. */
function choseInThisVisit(): boolean {
  try {
    const prefix = `${visitPrefix(profile() ?? 'guest')}pref.`;
    return Object.keys(sessionStorage).some((key) => key.startsWith(prefix));
  } catch {
    return false;
  }
}
