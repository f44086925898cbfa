// Answers one question as ethers does: JSON on standard input, JSON on standard output.
import { HDNodeWallet, Mnemonic, Wallet } from 'ethers'

const chunks = []
for await (const chunk of process.stdin) chunks.push(chunk)
const ask = JSON.parse(Buffer.concat(chunks).toString('utf8'))

const answers = {
  seal: async () => new Wallet(ask.privateKey).encryptSync(ask.password, undefined),
  open: async () => Wallet.fromEncryptedJsonSync(ask.keystore, ask.password).privateKey,
  paths: async () => ask.paths.map((path) => HDNodeWallet.fromMnemonic(Mnemonic.fromPhrase(ask.phrase, ask.passphrase ?? ''), path).address),
  transactions: async () => Promise.all(ask.transactions.map((one) => new Wallet(ask.privateKey).signTransaction(one))),
  typed: async () => {
    const { domain, types: { EIP712Domain, ...types }, message } = ask.typed
    return new Wallet(ask.privateKey).signTypedData(domain, types, message)
  },
  personal: async () => new Wallet(ask.privateKey).signMessageSync(ask.message),
}
process.stdout.write(JSON.stringify(await answers[ask.question]()))
