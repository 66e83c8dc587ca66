/** The boundary of the ledger's wasm module. Times are in milliseconds since 1970. */
import type * as Generated from '../../../wasm/aggregate';
import type { Plain } from '../host/module';

export type TaskIn = Plain<Generated.TaskIn>;
export type Due = Plain<Generated.Due>;
export type DebitOut = Plain<Generated.Debit>;

export type LedgerHandle = {
  [K in keyof Generated.Ledger]: Generated.Ledger[K] extends (...args: infer A) => infer R
    ? (...args: Plain<A>) => Plain<R>
    : never;
};

export interface LedgerModule {
  Ledger: {
    fresh(now: bigint): LedgerHandle;
    read(bytes: Uint8Array): LedgerHandle | null;
  };
}
