import type { Carrel } from '../../src/shared/types';
import { ask } from './dialog';
import { profile } from './session';
import { filled, texts, timeOf } from './texts';

/** Items that a status of something handed in depends on. */
export const TRANSFERS = 'transfer.entry';

/** Where the person keeps everything on the device, handing in asks first. */
export async function mayHandIn(carrel: Carrel): Promise<boolean> {
  if (!profile() || !carrel.decision().onDeviceOnly) return true;
  const { askTitle, ask: text, send, stay } = texts.handIn;
  return ask({ title: askTitle, text, yes: send, no: stay });
}

export interface Delivery {
  text: string;
  sent: boolean;
}

/** What has become of the newest thing handed in at this entity. */
export function delivery(carrel: Carrel, item: string, entity: string): Delivery {
  const values = carrel.values(item, entity).sort((a, b) => b.at - a.at);
  const [newest] = values;
  const rows = carrel.left().filter((row) => row.item === item && row.entity === entity);
  const row = rows.find(({ at }) => newest && at >= newest.at);
  if (row?.outcome === 'sent') {
    return { text: filled(texts.handIn.sent, { time: timeOf(row.at) }), sent: true };
  }
  return { text: unsent(carrel, newest?.tier, row), sent: false };
}

function unsent(
  carrel: Carrel,
  tier: string | undefined,
  row: { outcome: string; reason: string } | undefined,
): string {
  const { handIn } = texts;
  if (row?.outcome === 'refused') return filled(handIn.refused, { reason: row.reason });
  if (row?.outcome === 'blocked') return filled(handIn.blocked, { reason: row.reason });
  if (!profile()) return tier === 'persistent' ? handIn.guest : handIn.visit;
  return carrel.queued() === 0 && carrel.decision().onDeviceOnly ? handIn.onDevice : handIn.queued;
}
