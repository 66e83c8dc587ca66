import { type Answer, dated, isObject, objectIn, type Peer } from './answer';

/** c15t 2: a cookie of `c.category:1` pairs with the time as `i.t`; in localStorage the same as JSON. */
export const c15t: Peer = {
  key: 'c15t',
  read(stored, key) {
    const text = stored(key);
    return ofPairs(text ?? '') ?? ofObject(objectIn(text));
  },
};

function ofPairs(text: string): Answer | null {
  const pairs = text.split(',').map((pair) => pair.split(':') as [string, string?]);
  const time = pairs.find(([name]) => name === 'i.t')?.[1];
  if (!time) return null;
  const granted = pairs.filter(([name, on]) => name.startsWith('c.') && on === '1');
  return dated(
    granted.map(([name]) => name.slice('c.'.length)),
    Number(time),
  );
}

function ofObject(value: Record<string, unknown> | null): Answer | null {
  const { consents, consentInfo } = value ?? {};
  if (!isObject(consents) || !isObject(consentInfo)) return null;
  const granted = Object.entries(consents).filter(([, on]) => on === true);
  return dated(
    granted.map(([name]) => name),
    consentInfo['time'],
  );
}
