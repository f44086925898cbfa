using System.Globalization;
using System.Text.Json.Nodes;
using LoopbackPhone;
using Rollup.Ethereum.Keys;

if (args is not [var endpoint, var number] || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var account))
{
    Console.Error.WriteLine("usage: LoopbackPhone http://127.0.0.1:8545 ACCOUNT-OF-THE-DEVELOPMENT-MNEMONIC");
    return 2;
}

var key = Mnemonic.Dev.Key(account);
await using var relay = new LoopbackRelay();
await using var phone = await TestPhone.StartAsync(relay.Url, new Uri(endpoint), key);
Console.WriteLine($"relay {relay.Url}");
Console.WriteLine($"phone holds {key.Address.ToChecksumString()}");
var showing = Task.Run(async () =>
{
    await foreach (var seen in phone.SeesAllAsync())
    {
        Console.WriteLine($"phone shows {seen.ToJsonString()}");
    }
});
while (await Console.In.ReadLineAsync() is { } uri)
{
    await phone.DoAsync("pair", new JsonObject { ["uri"] = uri });
}

await phone.DisposeAsync();
await showing;
return 0;
