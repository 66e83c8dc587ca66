import { pairs } from '../shared/pairs';

const SIGNALS = [
  'ad_storage',
  'ad_user_data',
  'ad_personalization',
  'analytics_storage',
  'functionality_storage',
  'personalization_storage',
  'security_storage',
];

/**
 * Google's Consent Mode: everything is denied at once, in the page's own queue and without a tag.
 * The function returned queues what is allowed since. `mapping` gives each signal a key.
 */
export function consentMode(mapping: string): (allowed: (key: string) => boolean) => void {
  const keys = new Map(pairs(mapping));
  window.dataLayer ??= [];
  const queue = window.dataLayer;
  window.gtag ??= function gtag() {
    // biome-ignore lint/complexity/noArguments: tags take no other kind of list for a command.
    queue.push(arguments);
  };
  let last = '';
  const tell = (command: string, allowed: (key: string) => boolean) => {
    const states = SIGNALS.map((signal) => {
      const granted = allowed(keys.get(signal) ?? '');
      return [signal, granted ? 'granted' : 'denied'];
    });
    if (last === states.join()) return;
    last = states.join();
    window.gtag?.('consent', command, Object.fromEntries(states));
  };
  tell('default', () => false);
  return (allowed) => tell('update', allowed);
}
