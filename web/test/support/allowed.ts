import { agreedOn, allows, DENIED, heeded } from '../../src/loader/standing';

/** What the loader allows of these keys with both copies of the decision as given. */
export function allowed(
  keys: string[],
  [local, stored]: [string, string],
  policy: string,
  now: number,
): string[] {
  const agreed = agreedOn({ local, stored, waiting: false }, policy, now);
  const standing = heeded(agreed ?? DENIED);
  return keys.filter((key) => allows(standing, key));
}
