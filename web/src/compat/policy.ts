import type { Services } from './model';

interface PolicyDocument {
  consent: { expires_days: number };
  categories: { key: string }[];
  purposes: { key: string; category: string }[];
  services?: { key: string; purpose: string }[];
}

/** The services of each category. */
export function servicesOf(policy: string): Services {
  const { categories, purposes, services = [] } = JSON.parse(policy) as PolicyDocument;
  const categoryOf = new Map(purposes.map(({ key, category }) => [key, category]));
  return Object.fromEntries(
    categories.map(({ key }) => [
      key,
      services.filter(({ purpose }) => categoryOf.get(purpose) === key).map((row) => row.key),
    ]),
  );
}

/** The purposes of these categories and services. */
export function purposesOf(policy: string, keys: readonly string[]): string[] {
  const { purposes, services = [] } = JSON.parse(policy) as PolicyDocument;
  const named = services.filter(({ key }) => keys.includes(key)).map(({ purpose }) => purpose);
  return purposes
    .filter(({ key, category }) => keys.includes(category) || named.includes(key))
    .map(({ key }) => key);
}

export function expiresDays(policy: string): number {
  return (JSON.parse(policy) as PolicyDocument).consent.expires_days;
}
