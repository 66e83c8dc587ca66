import type { Carrel, Payload } from '../../src/shared/types';

type Of<S extends Payload['shape']> = Extract<Payload, { shape: S }>;

const matches = <S extends Payload['shape']>(payload: Payload, shape: S): payload is Of<S> =>
  payload.shape === shape;

/** Every payload of one item at one entity. */
export function payloads<S extends Payload['shape']>(
  carrel: Carrel,
  item: string,
  entity: string,
  shape: S,
): Of<S>[] {
  return carrel
    .values(item, entity)
    .map(({ payload }) => payload)
    .filter((payload) => matches(payload, shape));
}

export const position = (carrel: Carrel, entity: string): Of<'position'> | undefined =>
  payloads(carrel, 'progress.place', entity, 'position')[0];

export const flag = (carrel: Carrel, item: string, entity: string): boolean | undefined =>
  payloads(carrel, item, entity, 'flag')[0]?.value;

export const number = (carrel: Carrel, item: string, entity: string): number | undefined =>
  payloads(carrel, item, entity, 'number')[0]?.value;

export const choice = (carrel: Carrel, item: string, entity: string): string | undefined =>
  payloads(carrel, item, entity, 'choice')[0]?.value;
