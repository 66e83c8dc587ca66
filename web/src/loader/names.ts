/** The category and the service that an element names; either may be empty. */
export interface Names {
  category: string;
  service: string;
}

/** The site's own key for a name that is not. */
export type Aliases = ReadonlyMap<string, string | undefined>;

/** Elements that name one, in our attributes or in those of Klaro, Cookiebot and OneTrust. */
export const NAMED =
  ':is([data-category],[data-service],:is(script,iframe)[data-name],[data-cookieconsent],[class*="optanon-category-"])';

const ONETRUST = /optanon-category-(\S+)/;

export function namesOf(element: HTMLElement, aliases: Aliases): Names {
  const { category, cookieconsent, service, name } = element.dataset;
  const own = (text = '') => text.replace(/[^\s,!]+/g, (word) => aliases.get(word) ?? word);
  return {
    category: own(category ?? cookieconsent ?? ONETRUST.exec(element.className)?.[1]),
    service: own(service ?? name),
  };
}
