using Refit;

namespace Rollup.Guest.Http;

/// <summary>The rollup HTTP API of Cartesi Rollups v2 as a guest sees it (machine-guest-tools, <c>rollup-http-server</c>).</summary>
internal interface IRollupHttpApi
{
    /// <summary>Ends the previous request and waits for the next: 200 with a request, 202 where a host-mode node is idle.</summary>
    [Post("/finish")]
    Task<HttpResponseMessage> FinishAsync([Body(BodySerializationMethod.Serialized, buffered: true)] FinishRequest request, CancellationToken cancellation);

    /// <summary>Leaves a voucher: 2xx with its index.</summary>
    [Post("/voucher")]
    Task<HttpResponseMessage> VoucherAsync([Body(BodySerializationMethod.Serialized, buffered: true)] VoucherRequest request, CancellationToken cancellation);

    /// <summary>Leaves a delegate-call voucher: 2xx with its index.</summary>
    [Post("/delegate-call-voucher")]
    Task<HttpResponseMessage> DelegateCallVoucherAsync([Body(BodySerializationMethod.Serialized, buffered: true)] DelegateCallVoucherRequest request, CancellationToken cancellation);

    /// <summary>Leaves a notice: 2xx with its index.</summary>
    [Post("/notice")]
    Task<HttpResponseMessage> NoticeAsync([Body(BodySerializationMethod.Serialized, buffered: true)] PayloadRequest request, CancellationToken cancellation);

    /// <summary>Leaves a report: 2xx, empty.</summary>
    [Post("/report")]
    Task<HttpResponseMessage> ReportAsync([Body(BodySerializationMethod.Serialized, buffered: true)] PayloadRequest request, CancellationToken cancellation);

    /// <summary>Ends the request as an exception: 2xx, empty; inside a machine no answer comes.</summary>
    [Post("/exception")]
    Task<HttpResponseMessage> ExceptionAsync([Body(BodySerializationMethod.Serialized, buffered: true)] PayloadRequest request, CancellationToken cancellation);

    /// <summary>Asks the host for data: 2xx with the answer.</summary>
    [Post("/gio")]
    Task<HttpResponseMessage> GioAsync([Body(BodySerializationMethod.Serialized, buffered: true)] GioRequest request, CancellationToken cancellation);
}
