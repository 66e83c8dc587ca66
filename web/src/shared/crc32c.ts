const CASTAGNOLI = 0x82f63b78;

/** CRC-32C of the UTF-8 form of `text`, as eight lower-case hex digits. */
export function crc32c(text: string): string {
  let crc = -1;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? CASTAGNOLI : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, '0');
}
