import type { MadeChoice } from '../shared/types';
import type { Act } from './context';
import type { Category } from './policy';

/** A choice and the keys of the purposes that it grants. */
export interface Selection {
  choice: MadeChoice;
  purposes: string[];
}

/** What one button chooses. "Accept all" leaves off what the browser's signal refuses. */
export function selectionBy(act: Act, categories: readonly Category[]): Selection {
  const open = categories.filter((category) => !category.signalled);
  if (act === 'accept') return selectionOf(open);
  if (act === 'refuse') return selectionOf([]);
  return onDevice(open);
}

/** What the switches choose. */
export function selectionOf(on: readonly Category[]): Selection {
  return selectionOfPurposes(purposesOf(on));
}

export function selectionOfPurposes(purposes: string[]): Selection {
  return { choice: purposes.length > 0 ? 'granted' : 'refused', purposes };
}

function onDevice(open: readonly Category[]): Selection {
  const kept = open.filter((category) => category.onDevice);
  return { choice: 'on_device', purposes: purposesOf(kept) };
}

/** Required categories' purposes need no grant. */
function purposesOf(categories: readonly Category[]): string[] {
  return categories
    .filter((category) => !category.required)
    .flatMap((category) => category.purposes.map((purpose) => purpose.key));
}
