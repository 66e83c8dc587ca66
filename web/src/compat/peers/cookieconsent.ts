import { type Answer, dated, objectIn, type Peer } from './answer';

/** vanilla-cookieconsent 2 and 3: what was let in is listed, the rest was refused. */
export const cookieconsent: Peer = {
  key: 'cc_cookie',
  read(stored, key): Answer | null {
    const value = objectIn(stored(key));
    const categories = value?.['categories'];
    if (!value || !Array.isArray(categories)) return null;
    const names = categories.filter((name) => typeof name === 'string');
    const at = value['lastConsentTimestamp'] ?? value['last_consent_update'];
    return dated(names, at, value['expirationTime']);
  },
};
