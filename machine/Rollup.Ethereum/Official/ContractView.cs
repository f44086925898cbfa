using Rollup.Ethereum.JsonRpc;
using Rollup.Primitives;
using Rollup.Primitives.Abi;

namespace Rollup.Ethereum.Official;

/// <summary>Calls a view and reads the one value it returns.</summary>
internal readonly struct ContractView(EthereumClient client, Address contract)
{
    public async Task<ulong> UInt64Async(byte[] call, BlockTag tag, CancellationToken cancellationToken)
    {
        byte[] result = await CallAsync(call, tag, cancellationToken).ConfigureAwait(false);
        var reader = new AbiReader(result);
        return reader.TryReadUInt64(out ulong value) && reader.TryEnd() ? value : throw Unexpected("a number of 64 bits", result);
    }

    public async Task<bool> BoolAsync(byte[] call, BlockTag tag, CancellationToken cancellationToken)
    {
        byte[] result = await CallAsync(call, tag, cancellationToken).ConfigureAwait(false);
        var reader = new AbiReader(result);
        return reader.TryReadBool(out bool value) && reader.TryEnd() ? value : throw Unexpected("a truth value", result);
    }

    public async Task<Address> AddressAsync(byte[] call, BlockTag tag, CancellationToken cancellationToken)
    {
        byte[] result = await CallAsync(call, tag, cancellationToken).ConfigureAwait(false);
        var reader = new AbiReader(result);
        return reader.TryReadAddress(out Address value) && reader.TryEnd() ? value : throw Unexpected("an address", result);
    }

    public async Task<Hash32> HashAsync(byte[] call, BlockTag tag, CancellationToken cancellationToken)
    {
        byte[] result = await CallAsync(call, tag, cancellationToken).ConfigureAwait(false);
        var reader = new AbiReader(result);
        return reader.TryReadHash(out Hash32 value) && reader.TryEnd() ? value : throw Unexpected("32 bytes", result);
    }

    public async Task<byte[]> BytesAsync(byte[] call, BlockTag tag, CancellationToken cancellationToken)
    {
        byte[] result = await CallAsync(call, tag, cancellationToken).ConfigureAwait(false);
        var reader = new AbiReader(result);
        return reader.TryReadBytes(out ReadOnlySpan<byte> value) && reader.TryEnd() ? value.ToArray() : throw Unexpected("bytes", result);
    }

    public Task<byte[]> CallAsync(byte[] call, BlockTag tag, CancellationToken cancellationToken) =>
        client.CallAsync(new CallRequest { To = contract, Data = call }, tag, cancellationToken);

    private UnexpectedContractException Unexpected(string expected, byte[] result) => new(contract, expected, result);
}
