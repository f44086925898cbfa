// Compiles the token contracts of this folder with the solc-js and OpenZeppelin of contracts/ and writes their creation code.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const folder = path.dirname(fileURLToPath(import.meta.url));
const contracts = path.join(folder, '..', '..', '..', 'contracts');
const solc = createRequire(path.join(contracts, 'package.json'))('solc');

for (const name of ['TestNft', 'TestMulti']) {
  const input = {
    language: 'Solidity',
    sources: { [`${name}.sol`]: { content: fs.readFileSync(path.join(folder, `${name}.sol`), 'utf8') } },
    settings: {
      evmVersion: 'prague',
      optimizer: { enabled: true, runs: 200 },
      metadata: { bytecodeHash: 'none', appendCBOR: false },
      outputSelection: { '*': { '*': ['evm.bytecode.object'] } },
    },
  };
  const readImport = (file) => ({ contents: fs.readFileSync(path.join(contracts, 'node_modules', file), 'utf8') });
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
  if (output.errors?.length) throw new Error(output.errors.map((error) => error.formattedMessage).join('\n'));
  fs.writeFileSync(path.join(folder, `${name}.hex`), `0x${output.contracts[`${name}.sol`][name].evm.bytecode.object}\n`);
}
