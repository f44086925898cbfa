using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Rollup.Node.Lanes;
using Rollup.Node.Rpc;
using Rollup.Node.Storage;
using Rollup.Primitives;

namespace Rollup.Node.Http;

/// <summary>The methods of the official node's 2.x line.</summary>
internal sealed class RpcMethods
{
    private static readonly RpcParameter Application = new("application", true, "string", "Name or address of the application.");
    private static readonly RpcParameter EpochIndex = new("epoch_index", true, "string", "0x-hex number.");
    private static readonly RpcParameter[] Paging =
    [
        new("limit", false, "integer", "At most this many; 50 when left out, never above 10000."),
        new("offset", false, "integer", "Pass over this many."),
        new("descending", false, "boolean", "Newest first."),
    ];

    private readonly LaneDirectory _lanes;
    private readonly ulong _chainId;

    public RpcMethods(LaneDirectory lanes, ulong chainId)
    {
        _lanes = lanes;
        _chainId = chainId;
        All = [.. ApplicationMethods(), .. EpochMethods(), .. InputMethods(), .. OutputMethods(), .. ReportMethods(), .. NodeMethods(), .. TournamentMethods()];
    }

    /// <summary>Every method.</summary>
    public IReadOnlyList<RpcMethod> All { get; }

    private IEnumerable<RpcMethod> ApplicationMethods() =>
    [
        new("cartesi_listApplications", "Lists applications.", Paging, (p, w) =>
        {
            Page page = p.Page();
            IEnumerable<ApplicationLane> ordered = page.Descending ? _lanes.All.Reverse() : _lanes.All;
            IReadOnlyList<ApplicationView> rows = [.. ordered.Skip(Clamp(page.Offset)).Take(Clamp(page.Limit)).Select(Views.Of)];
            WritePage(w, rows, (ulong)_lanes.All.Count, page, RpcJson.Default.RpcPageApplicationView);
        }),
        new("cartesi_getApplication", "Gets one application.", [Application], (p, w) => Write(w, Views.Of(Lane(p)), RpcJson.Default.RpcItemApplicationView)),
        new("cartesi_getProcessedInputCount", "Counts processed inputs.", [Application], (p, w) =>
            Write(w, Lane(p).Queries.Summary().ProcessedCount, RpcJson.Default.RpcItemNumber)),
    ];

    private IEnumerable<RpcMethod> EpochMethods() =>
    [
        new("cartesi_listEpochs", "Lists epochs with inputs.", [Application, new("status", false, "string", "OPEN, CLOSED, …"), .. Paging], (p, w) =>
        {
            Page page = p.Page();
            var (rows, total) = Lane(p).Queries.Epochs(Status(p), page);
            WritePage(w, rows, total, page, RpcJson.Default.RpcPageEpochView);
        }),
        new("cartesi_getEpoch", "Gets one epoch.", [Application, EpochIndex], (p, w) =>
            Write(w, Lane(p).Queries.Epoch(p.HexNumber("epoch_index")) ?? throw RpcRefusal.NotFound("Epoch"), RpcJson.Default.RpcItemEpochView)),
        new("cartesi_getLastAcceptedEpochIndex", "Gets the last epoch whose claim was accepted.", [Application], (p, w) =>
            Write(w, Lane(p).Queries.LastAcceptedEpoch() ?? throw RpcRefusal.NotFound("Accepted epoch"), RpcJson.Default.RpcItemNumber)),
    ];

    private IEnumerable<RpcMethod> InputMethods() =>
    [
        new("cartesi_listInputs", "Lists inputs.", [Application, Optional(EpochIndex), new("sender", false, "string", "Address of the sender."), .. Paging], (p, w) =>
        {
            Page page = p.Page();
            var (rows, total) = Lane(p).Queries.Inputs(p.OptionalHexNumber("epoch_index"), p.OptionalAddress("sender"), page);
            WritePage(w, rows, total, page, RpcJson.Default.RpcPageInputView);
        }),
        new("cartesi_getInput", "Gets one input.", [Application, Index("input_index", true)], (p, w) =>
            Write(w, Lane(p).Queries.Input(p.HexNumber("input_index")) ?? throw RpcRefusal.NotFound("Input"), RpcJson.Default.RpcItemInputView)),
    ];

    private IEnumerable<RpcMethod> OutputMethods() =>
    [
        new("cartesi_listOutputs", "Lists outputs.",
            [
                Application, Optional(EpochIndex), Index("input_index", false),
                new("output_type", false, "string", "4-byte selector in 0x-hex."), new("voucher_address", false, "string", "Whom a voucher calls."), .. Paging,
            ],
            (p, w) =>
            {
                Page page = p.Page();
                ApplicationLane lane = Lane(p);
                var (rows, total) = lane.Queries.Outputs(
                    p.OptionalHexNumber("epoch_index"), p.OptionalHexNumber("input_index"), p.OptionalSelector("output_type"), p.OptionalAddress("voucher_address"), page);
                WritePage(w, [.. rows.Select(row => Views.Of(lane, row))], total, page, RpcJson.Default.RpcPageOutputView);
            }),
        new("cartesi_getOutput", "Gets one output.", [Application, Index("output_index", true)], (p, w) =>
        {
            ApplicationLane lane = Lane(p);
            QueriedOutput row = lane.Queries.Output(p.HexNumber("output_index")) ?? throw RpcRefusal.NotFound("Output");
            Write(w, Views.Of(lane, row), RpcJson.Default.RpcItemOutputView);
        }),
    ];

    private IEnumerable<RpcMethod> ReportMethods() =>
    [
        new("cartesi_listReports", "Lists reports.", [Application, Optional(EpochIndex), Index("input_index", false), .. Paging], (p, w) =>
        {
            Page page = p.Page();
            var (rows, total) = Lane(p).Queries.Reports(p.OptionalHexNumber("epoch_index"), p.OptionalHexNumber("input_index"), page);
            WritePage(w, rows, total, page, RpcJson.Default.RpcPageReportView);
        }),
        new("cartesi_getReport", "Gets one report.", [Application, Index("report_index", true)], (p, w) =>
            Write(w, Lane(p).Queries.Report(p.HexNumber("report_index")) ?? throw RpcRefusal.NotFound("Report"), RpcJson.Default.RpcItemReportView)),
    ];

    private IEnumerable<RpcMethod> NodeMethods() =>
    [
        new("cartesi_getChainId", "Gets the chain's id.", [], (_, w) => Write(w, _chainId, RpcJson.Default.RpcItemNumber)),
        new("cartesi_getNodeVersion", "Gets the node's version.", [], (_, w) => Write(w, RollupNode.Version, RpcJson.Default.RpcItemText)),
        new("rpc.discover", "Describes these methods (OpenRPC).", [], (_, w) => OpenRpcDocument.Write(w, All)),
    ];

    // Disputes by tournament (PRT) do not exist for an Authority or a Quorum: lists are empty, and nothing is found.
    private IEnumerable<RpcMethod> TournamentMethods()
    {
        RpcParameter Text(string name, bool required) => new(name, required, "string", "0x-hex.");
        RpcParameter[] tournament = [Application, Optional(EpochIndex), Text("tournament_address", false)];
        RpcParameter[] one = [Application, EpochIndex, Text("tournament_address", true)];
        return
        [
            EmptyList("cartesi_listTournaments", [Application, Optional(EpochIndex), Text("level", false), Text("parent_tournament_address", false), Text("parent_match_id_hash", false)]),
            NothingThere("cartesi_getTournament", "Tournament", [Application, Text("address", true)]),
            EmptyList("cartesi_listCommitments", tournament),
            NothingThere("cartesi_getCommitment", "Commitment", [.. one, Text("commitment", true)]),
            EmptyList("cartesi_listMatches", tournament),
            NothingThere("cartesi_getMatch", "Match", [.. one, Text("id_hash", true)]),
            EmptyList("cartesi_listMatchAdvances", [.. one, Text("id_hash", true)]),
            NothingThere("cartesi_getMatchAdvanced", "Match advanced", [.. one, Text("id_hash", true), Text("parent", true)]),
        ];
    }

    private RpcMethod EmptyList(string name, RpcParameter[] parameters) => new(name, "Always empty: disputes by tournament are not served.", [.. parameters, .. Paging], (p, w) =>
    {
        Lane(p);
        RequireGiven(p, parameters);
        WritePage(w, [], 0, p.Page(), RpcJson.Default.RpcPageNothing);
    });

    private RpcMethod NothingThere(string name, string what, RpcParameter[] parameters) => new(name, "Never finds one: disputes by tournament are not served.", parameters, (p, _) =>
    {
        Lane(p);
        RequireGiven(p, parameters);
        throw RpcRefusal.NotFound(what);
    });

    private ApplicationLane Lane(RpcParameters parameters)
    {
        string application = parameters.Text("application");
        return ApplicationName.IsValid(application) || Address.TryParse(application, out _)
            ? _lanes.Find(application) ?? throw RpcRefusal.NotFound("Application")
            : throw RpcRefusal.InvalidParameter("application", "a name (a-z, 0-9, _ and -) or an address");
    }

    private static void RequireGiven(RpcParameters parameters, RpcParameter[] declared)
    {
        foreach (RpcParameter parameter in declared)
        {
            if (parameter.IsRequired)
                parameters.Text(parameter.Name);
        }
    }

    private static EpochStatus? Status(RpcParameters parameters)
    {
        if (parameters.OptionalText("status") is not { } text)
            return null;

        foreach (EpochStatus status in Enum.GetValues<EpochStatus>())
        {
            if (JsonNamingPolicy.SnakeCaseUpper.ConvertName(status.ToString()) == text)
                return status;
        }
        throw RpcRefusal.InvalidParameter("status", "an epoch status such as CLAIM_ACCEPTED");
    }

    private static RpcParameter Optional(RpcParameter parameter) => parameter with { IsRequired = false };

    private static RpcParameter Index(string name, bool required) => new(name, required, "string", "0x-hex number.");

    private static int Clamp(ulong value) => (int)Math.Min(value, int.MaxValue);

    private static void Write<T>(Utf8JsonWriter writer, T data, JsonTypeInfo<RpcItem<T>> type) => JsonSerializer.Serialize(writer, new RpcItem<T>(data), type);

    private static void WritePage<T>(Utf8JsonWriter writer, IReadOnlyList<T> rows, ulong total, Page page, JsonTypeInfo<RpcPage<T>> type)
    {
        // A page that was cut because of its bytes says so by its limit, so that the next offset is right.
        bool isCut = (ulong)rows.Count < page.Limit && page.Offset + (ulong)rows.Count < total;
        JsonSerializer.Serialize(writer, new RpcPage<T>(rows, new Pagination(total, isCut ? (ulong)rows.Count : page.Limit, page.Offset)), type);
    }
}
