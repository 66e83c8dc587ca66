/** The part of the policy document that a person is asked about. */
interface PolicyDocument {
  revision: string;
  categories: {
    key: string;
    required: boolean;
    on_device: boolean;
    gpc: boolean;
    title: Texts;
    covers: Texts;
    refused: Texts;
  }[];
  purposes: { key: string; category: string; title: Texts; why: Texts }[];
  items: { purpose: string; when_enrolled?: { purpose: string } }[];
  services?: ServiceRow[];
}

interface ServiceRow {
  key: string;
  purpose: string;
  title?: Texts;
  receives?: Texts;
  country?: string;
  safeguard?: Safeguard;
  policy?: string;
  opt_out?: string;
  hosts: string[];
}

export type Texts = Record<string, string>;
type Safeguard = 'not_needed' | 'adequacy' | 'standard_clauses' | 'consent';

export interface Category {
  key: string;
  required: boolean;
  onDevice: boolean;
  /** Refused by the browser's Global Privacy Control signal, which is on. */
  signalled: boolean;
  title: string;
  covers: string;
  refused: string;
  purposes: Purpose[];
}

export interface Purpose {
  key: string;
  title: string;
  why: string;
  services: Service[];
}

/** A row of the register; what the policy does not say is empty. */
export interface Service {
  key: string;
  title: string;
  receives: string;
  /** By name. */
  country: string;
  safeguard: Safeguard | undefined;
  policy: string;
  optOut: string;
  hosts: string[];
}

/** The categories that have an item or a service, in one language, in the policy's order. */
export function categoriesOf(policy: string, language: string): Category[] {
  const { categories, purposes, items, services = [] } = JSON.parse(policy) as PolicyDocument;
  const used = new Set([
    ...items.flatMap((item) => [item.purpose, item.when_enrolled?.purpose]),
    ...services.map((service) => service.purpose),
  ]);
  const text = (texts: Texts) => inLanguage(texts, language);
  return categories
    .filter(({ key }) => purposes.some((p) => p.category === key && used.has(p.key)))
    .map((category) => ({
      key: category.key,
      required: category.required,
      onDevice: category.on_device,
      signalled: category.gpc && navigator.globalPrivacyControl === true,
      title: text(category.title),
      covers: text(category.covers),
      refused: text(category.refused),
      purposes: purposes
        .filter((purpose) => purpose.category === category.key)
        .map(({ key, title, why }) => ({
          ...{ key, title: text(title), why: text(why) },
          services: services
            .filter(({ purpose }) => purpose === key)
            .map((row) => serviceOf(row, language)),
        })),
    }));
}

/** The purpose that lets a service in; undefined where the policy declares no such service. */
export function purposeOfService(policy: string, key: string): string | undefined {
  const { services = [] } = JSON.parse(policy) as PolicyDocument;
  return services.find((service) => service.key === key)?.purpose;
}

export function revisionOf(policy: string): string {
  return (JSON.parse(policy) as PolicyDocument).revision;
}

function serviceOf(row: ServiceRow, language: string): Service {
  const text = (texts?: Texts) => (texts ? inLanguage(texts, language) : '');
  const regions = new Intl.DisplayNames([language], { type: 'region' });
  return {
    key: row.key,
    title: text(row.title) || row.key,
    receives: text(row.receives),
    country: row.country ? (regions.of(row.country) ?? row.country) : '',
    safeguard: row.safeguard,
    policy: row.policy ?? '',
    optOut: row.opt_out ?? '',
    hosts: row.hosts,
  };
}

export function inLanguage(texts: Texts, tag: string): string {
  const [primary = ''] = tag.toLowerCase().split('-');
  return texts[tag] ?? texts[primary] ?? Object.values(texts)[0] ?? '';
}
