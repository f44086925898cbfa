namespace Rollup.Guest.Routing;

/// <summary>Why the router gave an input to no handler. The numbers are pinned.</summary>
public enum InputRefusal
{
    /// <summary>The payload has fewer than four bytes.</summary>
    SelectorMissing = 1,

    /// <summary>No handler has the payload's selector.</summary>
    SelectorUnknown = 2,

    /// <summary>The arguments are not the canonical encoding of the handler's parameters.</summary>
    ArgumentsMalformed = 3,

    /// <summary>The handler takes this input from somebody else only.</summary>
    SenderNotAllowed = 4,

    /// <summary>A portal sent what that portal does not write.</summary>
    DepositMalformed = 5,

    /// <summary>No handler takes deposits of this kind.</summary>
    DepositUnhandled = 6,
}
