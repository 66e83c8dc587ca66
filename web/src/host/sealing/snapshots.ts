import type { EffectOf } from '../module';
import type { Snapshots } from '../snapshots';
import type { Seal } from './stores';
import { Turns } from './turns';

/** The snapshots, each file sealed whole. */
export class SealedSnapshots implements Pick<Snapshots, 'read' | 'write' | 'forget'> {
  readonly turns = new Turns();

  constructor(
    readonly plain: Snapshots,
    readonly seal: Seal,
  ) {}

  /** What cannot be opened counts as an empty file, which the engine reports. */
  async read(): Promise<Uint8Array[]> {
    const files = await this.plain.read();
    const { cipher } = this.seal;
    if (!cipher) return files;
    const opened = files.map((file) => cipher.open('snapshot', file));
    return (await Promise.all(opened)).map((bytes) => bytes ?? new Uint8Array());
  }

  write(effect: EffectOf['snapshot']): Promise<void> {
    return this.turns.take(async () => {
      const { cipher } = this.seal;
      const bytes = cipher ? await cipher.seal('snapshot', effect.bytes) : effect.bytes;
      await this.plain.write({ ...effect, bytes });
    });
  }

  forget(keys: readonly number[]): Promise<void> {
    return this.plain.forget(keys);
  }
}
