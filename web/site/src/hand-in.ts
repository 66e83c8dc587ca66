import type { Carrel, Payload } from '../../src/shared/types';
import { ask } from './dialog';
import { local, profile } from './session';
import { filled, texts, timeOf } from './texts';

/** Items that a status of something handed in depends on. */
export const TRANSFERS = 'transfer.entry';

/** Records work that the person hands in; where all stays on the device, only after asking. */
export async function handIn(
  carrel: Carrel,
  item: string,
  entity: string,
  payload: Payload,
): Promise<boolean> {
  const asks = profile() !== null && carrel.decision().onDeviceOnly;
  const { askTitle: title, ask: text, send: yes, stay: no } = texts.handIn;
  if (asks && !(await ask({ title, text, yes, no }))) return false;
  await carrel.record(item, entity, payload, { requested: asks });
  return true;
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
  return { text: unsent(newest?.tier, carrel.decision().onDeviceOnly, row), sent: false };
}

function unsent(
  tier: string | undefined,
  onDeviceOnly: boolean,
  row: { outcome: string; reason: string } | undefined,
): string {
  const { handIn: said } = texts;
  if (row?.outcome === 'refused') return filled(said.refused, { reason: row.reason });
  if (row?.outcome === 'blocked') return filled(said.blocked, { reason: row.reason });
  if (local) return said.local;
  if (!profile()) return tier === 'persistent' ? said.guest : said.visit;
  return onDeviceOnly ? said.onDevice : said.queued;
}
