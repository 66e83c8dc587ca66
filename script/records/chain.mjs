import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { hashOf, isSigned } from './signatures.mjs';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const SCHEMA = `${ROOT}/shared/records/consent-record.schema.json`;
const validate = new Ajv2020({ strict: true, allErrors: true, strictRequired: false }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')),
);

/** Every fault of a downloaded chain, each a sentence. `trusted`: the server's published key. */
export async function faultsIn(chain, trusted) {
  if (!validate(chain)) return validate.errors.map((e) => `${e.instancePath || '/'}: ${e.message}`);
  const faults = [];
  const note = (place, what) => faults.push(`${place}: ${what}`);
  const { receipts, head } = chain;
  let before;
  for (const [i, receipt] of receipts.entries()) {
    const place = `/receipts/${i}`;
    const hash = hashOf(receipt.record);
    for (const what of linkFaults(receipt.record, before, i)) note(`${place}/record`, what);
    if (!(await isSigned(receipt.record, receipt.record.key, receipt.signature)))
      note(`${place}/signature`, 'is not that of the key in the record');
    if (receipt.counter) {
      const about = { ...receipt.record, hash };
      for (const what of await counterFaults(receipt.counter, about, trusted))
        note(`${place}/counter`, what);
    }
    before = { record: receipt.record, hash };
  }
  const ids = receipts.map(({ record }) => record.id);
  for (const [i, id] of ids.entries())
    if (ids.indexOf(id) < i) note(`/receipts/${i}/record/id`, 'was there before');
  for (const what of await headFaults(receipts, head, trusted)) note('/head', what);
  return faults;
}

function linkFaults(record, before, i) {
  const faults = [];
  const is = (right, what) => right || faults.push(what);
  is(
    record.number === i + 1,
    `has number ${record.number} in place ${i + 1}: records are missing or out of order`,
  );
  is(record.previous === (before?.hash ?? null), 'does not follow from the record before');
  if (!before) {
    is(record.choice === 'granted', 'is the first and grants nothing');
    return faults;
  }
  is(sameKey(record.key, before.record.key), 'is of another key than the record before');
  is(record.subject === before.record.subject, 'is of another subject than the record before');
  return faults;
}

async function counterFaults({ arrival, key, signature }, { number, subject, hash }, trusted) {
  const faults = [];
  const is = (right, what) => right || faults.push(what);
  is(arrival.number === number && arrival.record === hash, 'is of another record');
  is(arrival.subject === subject, 'is of another subject');
  is(!trusted || sameKey(key, trusted), 'is not of the key that the server publishes');
  is(await isSigned(arrival, key, signature), 'is not a signature of the key in it');
  return faults;
}

/** The newest that the server has signed must be there: a chain that ends before it was cut. */
async function headFaults(receipts, head, trusted) {
  const last = receipts.findLast(({ counter }) => counter);
  if (!head) return last ? ['is missing, though the server has signed records'] : [];
  const named = receipts[head.arrival.number - 1];
  if (!named) return [`names record ${head.arrival.number}, which is not there: the chain was cut`];
  const about = { ...named.record, hash: hashOf(named.record) };
  const faults = await counterFaults(head, about, trusted);
  if (last?.counter.arrival.number !== head.arrival.number)
    faults.push('is not the newest record that the server has signed');
  return faults;
}

const sameKey = (a, b) => a.kty === b.kty && a.crv === b.crv && a.x === b.x && a.y === b.y;
