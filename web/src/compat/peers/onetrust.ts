import { dated, type Peer } from './answer';

/**
 * OneTrust: `groups=C0001:1,C0002:0` in a query string. It is there before anybody has answered;
 * that somebody has is what its second cookie says, with the date.
 */
export const onetrust: Peer = {
  key: 'OptanonConsent',
  read(stored, key) {
    const answered = stored('OptanonAlertBoxClosed');
    const groups = new URLSearchParams(stored(key) ?? '').get('groups');
    if (!answered || !groups) return null;
    const pairs = groups.split(',').map((pair) => pair.split(':'));
    const granted = pairs.filter(([, on]) => on === '1').map(([name = '']) => name);
    return dated(granted, answered);
  },
};
