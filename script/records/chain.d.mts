import type { ServerKey } from '../../web/src/shared/records';

export function faultsIn(chain: unknown, trusted?: ServerKey): Promise<string[]>;
