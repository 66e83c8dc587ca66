export type Device = 'phone' | 'tablet' | 'desk';

const PHONE_PX = 600;

/** One of three classes; no more of a device is looked at. */
export function deviceOf(coarse: boolean, width: number): Device {
  if (!coarse) return 'desk';
  return width < PHONE_PX ? 'phone' : 'tablet';
}

export const thisDevice = (): Device =>
  deviceOf(matchMedia('(pointer: coarse)').matches, Math.min(screen.width, screen.height));
