import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { faultsIn } from './records/chain.mjs';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

function usage(why) {
  console.error(`verify-records: ${why}`);
  console.error('usage: script/verify-records [--server-key FILE] CHAIN...');
  process.exit(2);
}

function given() {
  try {
    const options = { 'server-key': { type: 'string' } };
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    if (positionals.length === 0) usage('no file is named');
    const file = values['server-key'];
    return { chains: positionals.map((name) => [name, read(name)]), trusted: file && read(file) };
  } catch (error) {
    return usage(error.message);
  }
}

const { chains, trusted } = given();
for (const [file, chain] of chains) {
  const faults = await faultsIn(chain, trusted);
  for (const fault of faults) console.log(`${file}: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  else {
    const signed = chain.receipts.filter(({ counter }) => counter).length;
    const whose = trusted ? 'the server' : 'a server whose key was not given';
    console.log(`${file}: ${chain.receipts.length} records, whole; ${signed} signed by ${whose}`);
  }
}
