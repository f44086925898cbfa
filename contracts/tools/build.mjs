// Compiles src/ with the pinned solc-js and writes artifacts/: ABI, documentation and creation bytecode of what others use.
// `node tools/build.mjs` writes; `node tools/build.mjs --check` compares and fails if a file is stale.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const solc = require('solc');
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

const published = ['IMarketInputs', 'JobEscrow', 'TestToken'];

// The same as in foundry.toml. Each of them is part of the escrow's address.
const settings = {
  evmVersion: 'prague',
  optimizer: { enabled: true, runs: 10000 },
  viaIR: false,
  metadata: { bytecodeHash: 'none', appendCBOR: false },
  outputSelection: { '*': { '*': ['abi', 'userdoc', 'devdoc', 'evm.bytecode.object', 'evm.methodIdentifiers'] } },
};

function compile() {
  const sources = Object.fromEntries(
    fs.readdirSync(path.join(root, 'src')).filter((name) => name.endsWith('.sol')).sort()
      .map((name) => [`src/${name}`, { content: fs.readFileSync(path.join(root, 'src', name), 'utf8') }]));
  const readImport = (name) => {
    const file = path.join(root, 'node_modules', name);
    return fs.existsSync(file) ? { contents: fs.readFileSync(file, 'utf8') } : { error: `${name} is not in node_modules: run npm ci` };
  };
  const input = { language: 'Solidity', sources, settings };
  const output = JSON.parse(solc.compile(JSON.stringify(input), { import: readImport }));
  const problems = (output.errors ?? []).map((error) => error.formattedMessage);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return output.contracts;
}

function artifactOf(contracts, name) {
  const contract = contracts[`src/${name}.sol`][name];
  const artifact = {
    contractName: name,
    compiler: `solc-js ${solc.version()}, ${settings.evmVersion}, ${settings.optimizer.runs} runs, no metadata`,
    abi: contract.abi,
    userdoc: contract.userdoc,
    devdoc: contract.devdoc,
    methodIdentifiers: contract.evm.methodIdentifiers,
    bytecode: `0x${contract.evm.bytecode.object}`,
  };
  return `${JSON.stringify(artifact, null, 2)}\n`;
}

const check = process.argv.includes('--check');
const contracts = compile();
const stale = [];
for (const name of published) {
  const file = path.join(root, 'artifacts', `${name}.json`);
  const text = artifactOf(contracts, name);
  if (fs.existsSync(file) && fs.readFileSync(file, 'utf8') === text) continue;
  stale.push(`artifacts/${name}.json`);
  if (!check) {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}
if (check && stale.length > 0) {
  process.stderr.write(`Stale: ${stale.join(', ')}. Run \`npm run build\` in contracts/.\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(stale.length > 0 ? `Written: ${stale.join(', ')}\n` : 'Artifacts are fresh.\n');
}
