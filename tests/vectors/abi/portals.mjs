// node portals.mjs > portals.json: payloads as the portals write them (rollups-contracts 2.2.0, InputEncoding.sol) and the calldata of the
// standard withdrawals, by viem.
import { concat, encodeAbiParameters, encodeFunctionData, numberToHex, parseAbi, parseAbiParameters } from "viem";

const token = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
const sender = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8";
const application = "0xab7528bb862fb57e8a2bcd567a2e929a0be56a5e";
const value = 2n ** 255n + 7n;
const id = 2n ** 200n + 1n;
const base = "0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f2021";
const exec = "0xdeadbeef";
const word = (n) => numberToHex(n, { size: 32 });
const layers = encodeAbiParameters(parseAbiParameters("bytes, bytes"), [base, exec]);
const ids = [id, 0n, id];
const values = [1n, 2n, value];
const abi = parseAbi([
  "function transfer(address,uint256)",
  "function safeTransfer(address,address,uint256)",
  "function safeTransferFrom(address,address,uint256)",
  "function safeTransferFrom(address,address,uint256,uint256,bytes)",
  "function safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)",
]);
const call = (functionName, args) => encodeFunctionData({ abi, functionName, args });

console.log(JSON.stringify({
  token, sender, application, value: value.toString(), id: id.toString(), base, exec, ids: ids.map(String), values: values.map(String),
  payloads: {
    Ether: concat([sender, word(value), exec]),
    Erc20: concat([token, sender, word(value), exec]),
    Erc721: concat([token, sender, word(id), layers]),
    Erc1155Single: concat([token, sender, word(id), word(value), layers]),
    Erc1155Batch: concat([token, sender, encodeAbiParameters(parseAbiParameters("uint256[], uint256[], bytes, bytes"), [ids, values, base, exec])]),
  },
  withdrawals: {
    Ether: "0x",
    Erc20: call("transfer", [sender, value]),
    Erc721: call("safeTransferFrom", [application, sender, id]),
    Erc1155Single: call("safeTransferFrom", [application, sender, id, value, "0x"]),
    Erc1155Batch: call("safeBatchTransferFrom", [application, sender, ids, values, "0x"]),
    Safe: call("safeTransfer", [token, sender, value]),
  },
}, null, 2));
