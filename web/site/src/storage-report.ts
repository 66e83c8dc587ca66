import type { Carrel } from '../../src/shared/types';
import { byId, element } from './dom';
import { filled, language, texts } from './texts';

const MEGA = 1024 * 1024;

/** What the browser says of this site's storage, in plain words. */
export async function showStorage(carrel: Carrel): Promise<void> {
  const { persisted, usage, quota, perhapsPrivate, evicted } = await carrel.storage();
  const { storage } = texts.privacy;
  const size = (bytes: number) =>
    new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / MEGA);
  const used = filled(storage.used, { usage: size(usage), quota: size(quota) });
  const lines = [
    evicted && storage.evicted,
    perhapsPrivate && storage.perhapsPrivate,
    persisted ? storage.persisted : storage.notPersisted,
    quota > 0 && used,
  ];
  const items = lines.flatMap((line) => (line ? [element('li', {}, line)] : []));
  byId('storage', HTMLElement).replaceChildren(element('ul', {}, ...items));
}
