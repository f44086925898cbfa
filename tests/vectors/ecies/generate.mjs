// Makes ecies.json and fixed.json; both are read by eciesjs.
import { createCipheriv, createECDH, createHash, hkdfSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { secp256k1 } from "@noble/curves/secp256k1.js";
import { decrypt, encrypt, PrivateKey } from "eciesjs";

const hex = (bytes) => "0x" + Buffer.from(bytes).toString("hex");
const bytes = (text) => Buffer.from(text.slice(2), "hex");
const keys = [2n, 3n, 0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80n];
const texts = ["", "a", "helloworld🌍", "The quick brown fox jumps over the lazy dog. ".repeat(40)];
const vectors = [];
for (const scalar of keys) {
  const secret = Buffer.from(scalar.toString(16).padStart(64, "0"), "hex");
  const publicKey = new PrivateKey(secret).publicKey.toBytes(true);
  for (const text of texts) {
    vectors.push({ secretKey: hex(secret), publicKey: hex(publicKey), text, envelope: hex(encrypt(publicKey, Buffer.from(text, "utf8"))) });
  }
}

writeFileSync("ecies.json", JSON.stringify(vectors, null, 1) + "\n");
// The same scheme by Node's own crypto with a fresh key and nonce that are given, so that the bytes are fixed; eciesjs must read them.
const fixed = [];
for (const { secretKey, publicKey, text } of vectors) {
  const freshKey = createHash("sha256").update("fresh " + text + secretKey).digest();
  const nonce = createHash("sha256").update("nonce " + text + secretKey).digest().subarray(0, 16);
  const ecdh = createECDH("secp256k1");
  ecdh.setPrivateKey(freshKey);
  const ephemeral = ecdh.getPublicKey(null, "uncompressed");
  const shared = secp256k1.getSharedSecret(freshKey, bytes(publicKey), false);
  const key = Buffer.from(hkdfSync("sha256", Buffer.concat([ephemeral, shared]), "", "", 32));
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  const envelope = Buffer.concat([ephemeral, nonce, cipher.getAuthTag(), body]);
  if (Buffer.from(decrypt(bytes(secretKey), envelope)).toString("utf8") !== text) throw new Error("eciesjs does not read " + hex(envelope));
  fixed.push({ secretKey, text, freshKey: hex(freshKey), nonce: hex(nonce), envelope: hex(envelope) });
}

writeFileSync("fixed.json", JSON.stringify(fixed, null, 1) + "\n");
