/**
 * The classic script for pages that nothing may leave but for what is allowed; it comes before the
 * loader, which reports each decision to it. Without a loader everything stays locked.
 */
import { has, parseDecision } from '../shared/decision';
import { decisionKey, PROFILE_KEY, profileNamed } from '../shared/names';
import { LockDown } from './lock-down';

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !window.carrelLockDown) {
  const { sources = '', profile } = script.dataset;
  const lock = new LockDown(sources);
  // What this copy does not grant is not granted; the rest may still be taken back.
  const key = decisionKey(profileNamed(profile ?? stored(PROFILE_KEY)));
  const copy = parseDecision(stored(key));
  const granted = copy && Date.now() < copy.until ? copy : { keys: [], bits: 0, gpc: 0 };
  const cleared = navigator.globalPrivacyControl === true ? granted.gpc : 0;
  lock.follow((service) => has(granted.keys, granted.bits & ~cleared, service));
  window.carrelLockDown = lock;
}
