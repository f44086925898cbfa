using ModelMarket.Dapp;

return await DappProgram.RunAsync(args);
