using Echo;
using Rollup.Guest;

return await RollupProgram.RunAsync(() => new EchoApplication(), args);
