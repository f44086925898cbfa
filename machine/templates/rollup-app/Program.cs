using Rollup.Guest;
using NewRollup;

return await RollupProgram.RunAsync(() => new Application(), args);
