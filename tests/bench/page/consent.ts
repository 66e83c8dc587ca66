import { moment } from '../../../web/src/host/moment';
import { sha256 } from '../../../web/src/shared/sha256';
import { createModule, fetchProduct, openProduct } from './product';

const CHECKS = 1_000_000;
const CATEGORY = 1;

/** Microseconds of one check, by the engine's integer and by the facade's name. */
export async function checkTimes(profile: string): Promise<{ index: number; name: number }> {
  const { policyText } = await fetchProduct();
  const module = await createModule();
  const hash = await sha256(new TextEncoder().encode(policyText));
  const engine = module.Engine.open(policyText, hash, profile, ...moment());
  if (!engine) throw new Error('the policy is invalid');
  const carrel = await openProduct(profile);
  const key = carrel.decision().keys[CATEGORY] ?? '';
  const index = each(() => engine.allows(CATEGORY));
  const name = each(() => carrel.allowed(key));
  engine.delete();
  carrel.close();
  return { index, name };
}

function each(check: () => boolean): number {
  let granted = 0;
  const began = performance.now();
  for (let i = 0; i < CHECKS; ++i) granted += Number(check());
  const took = performance.now() - began;
  if (granted % CHECKS !== 0) throw new Error('the answer changed');
  return (took * 1000) / CHECKS;
}
