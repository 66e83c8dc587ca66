const DAY = 86_400_000;
/** Of the ledger's format: where `seen` lies, and how long the checksum is. */
const SEEN = { from: 7, to: 13 };
const SUM_BYTES = 4;

/** Whether a ledger has changed, but for what it has seen of a day. */
export function isNews(before: Uint8Array | null, after: Uint8Array): boolean {
  if (!before || String(told(before)) !== String(told(after))) return true;
  return seen(after) - seen(before) >= DAY;
}

const told = (bytes: Uint8Array): Uint8Array[] => [
  bytes.subarray(0, SEEN.from),
  bytes.subarray(SEEN.to, -SUM_BYTES),
];

function seen({ buffer, byteOffset }: Uint8Array): number {
  const view = new DataView(buffer, byteOffset + SEEN.from);
  return view.getUint32(0, true) + view.getUint16(4, true) * 2 ** 32;
}
