import { choosePurposes } from '../choosing';
import { purposesOf } from '../policy';
import { current } from './state';

/** `'all'`, one, several, or none; without an argument what the open switches say. */
export function acceptCategory(wanted?: string | string[], excluded: string[] = []): void {
  const { model } = current();
  const named = wanted === 'all' ? model.categories : [wanted ?? []].flat();
  const keys = wanted === undefined ? model.sides(true).categories : named;
  choose((policy) =>
    purposesOf(
      policy,
      keys.filter((key) => !excluded.includes(key)).map((key) => model.own(key)),
    ),
  );
}

/** Leaves of a category's services exactly these on; `'all'`: each. */
export function acceptService(wanted: string | string[], category: string): void {
  const { model } = current();
  const own = (names: readonly string[]) => names.map((name) => model.own(name));
  const all = own(model.services[category] ?? []);
  const on = wanted === 'all' ? all : own([wanted].flat());
  choose((policy, granted) => {
    const others = granted.filter((key) => !purposesOf(policy, all).includes(key));
    return [...others, ...purposesOf(policy, on)];
  });
}

/** What is on without having been asked about counts as accepted. */
export function acceptedCategory(category: string): boolean {
  return current().model.accepted(category);
}

export function acceptedService(service: string, category: string): boolean {
  return current().model.acceptedService(service, category);
}

function choose(wanted: Parameters<typeof choosePurposes>[1]): void {
  choosePurposes(current().page, wanted).catch(reportError);
}
