/**
 * The classic script for pages whose tags follow Google's Consent Mode; it comes before the loader.
 * The loader tells each decision before it releases what the decision allows.
 */
import { has } from '../shared/decision';
import { consentMode } from './consent-mode';

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const update = consentMode(script.dataset['signals'] ?? '');
  window.addEventListener('carrel:decision', ({ detail }) => {
    if (detail.source === 'loader') update((key) => has(detail.keys, detail.bits, key));
  });
}
