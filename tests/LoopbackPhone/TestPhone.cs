using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Rollup.Ethereum.Keys;
using Rollup.Primitives;

namespace LoopbackPhone;

/// <summary>A phone: WalletConnect's own client in a Node process (tests/WalletPackages/phone.mjs).</summary>
public sealed class TestPhone : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly Channel<JsonNode> _seen = Channel.CreateUnbounded<JsonNode>();
    private readonly Task _reading;
    private readonly List<string> _errors = [];
    private bool _isAway;

    private TestPhone(Process process)
    {
        _process = process;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
            {
                _errors.Add(line.Data ?? "");
            }
        };
        _process.BeginErrorReadLine();
        _reading = ReadAsync();
    }

    /// <summary>Switches it on.</summary>
    /// <param name="relay">The relay it listens to.</param>
    /// <param name="rpc">The chain it sends to.</param>
    /// <param name="key">The key it holds.</param>
    public static async Task<TestPhone> StartAsync(string relay, Uri rpc, PrivateKey key)
    {
        var start = new ProcessStartInfo("node", [ScriptPath()]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PHONE_RELAY"] = relay;
        start.Environment["PHONE_RPC"] = rpc.AbsoluteUri;
        start.Environment["PHONE_KEY"] = Hex.Encode(key.ToBytes());
        // WalletConnect's own switch for its tests: no questions to its verify server, which is not on loopback.
        start.Environment["IS_VITEST"] = "true";
        var phone = new TestPhone(Process.Start(start)!);
        await phone.SeesAsync("ready");
        return phone;
    }

    /// <summary>Does what a person does.</summary>
    public Task DoAsync(string what, JsonObject? rest = null)
    {
        var order = rest ?? [];
        order["do"] = what;
        return _process.StandardInput.WriteLineAsync(order.ToJsonString());
    }

    /// <summary>Waits until the phone shows something; what it shows before that is passed over.</summary>
    public async Task<JsonNode> SeesAsync(string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var next = await _seen.Reader.ReadAsync(limit.Token);
                if (next["event"]!.GetValue<string>() == "failed")
                {
                    throw new InvalidOperationException($"the phone failed: {next.ToJsonString()}");
                }

                if (next["event"]!.GetValue<string>() == what)
                {
                    return next;
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or ChannelClosedException)
        {
            lock (_errors)
            {
                throw new TimeoutException($"the phone did not show {what}: {string.Join('\n', _errors)}");
            }
        }
    }

    /// <summary>Everything the phone shows from here on, until it is put away.</summary>
    public IAsyncEnumerable<JsonNode> SeesAllAsync() => _seen.Reader.ReadAllAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_isAway)
        {
            return;
        }

        _isAway = true;
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith('{'))
            {
                _seen.Writer.TryWrite(JsonNode.Parse(line)!);
            }
        }

        _seen.Writer.TryComplete();
    }

    private static string ScriptPath()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "WalletPackages", "phone.mjs");
            if (File.Exists(path))
            {
                return path;
            }
        }

        throw new FileNotFoundException($"phone.mjs is in no WalletPackages folder above {AppContext.BaseDirectory}");
    }
}
