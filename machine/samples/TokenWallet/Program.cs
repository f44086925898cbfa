using Rollup.Guest;
using TokenWallet;

return await RollupProgram.RunAsync(() => new TokenWalletApplication(), args);
