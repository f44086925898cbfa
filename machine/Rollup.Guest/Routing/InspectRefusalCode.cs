namespace Rollup.Guest.Routing;

/// <summary>Why a question was not answered. The numbers are those of HTTP statuses with a digit behind them, and pinned.</summary>
public enum InspectRefusalCode
{
    /// <summary>The question is no path in UTF-8 with a percent-encoded query.</summary>
    PathMalformed = 4000,

    /// <summary>The path or the query is longer than <see cref="GuestLimits"/> allows.</summary>
    PathTooLong = 4001,

    /// <summary>A part of the path or the query is not of its type.</summary>
    ParameterMalformed = 4002,

    /// <summary>The query lacks a parameter.</summary>
    ParameterMissing = 4003,

    /// <summary>The query has a parameter that this path does not know.</summary>
    ParameterUnknown = 4004,

    /// <summary>Nothing answers this path.</summary>
    PathUnknown = 4040,

    /// <summary>The path is right, and what it names does not exist.</summary>
    NotFound = 4041,
}
