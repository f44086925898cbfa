using ModelMarket.Learning.Operators;

namespace ModelMarket.Learning.Tests.Operators;

public sealed class HostileNumbersTests
{
    public static TheoryData<Exception> OfNumbers =>
        [new OverflowException(), new DivideByZeroException(), new ArgumentOutOfRangeException(), new InvalidCastException()];

    [Theory]
    [MemberData(nameof(OfNumbers))]
    public void Exception_that_numbers_can_raise_becomes_a_fault(Exception exception) =>
        HostileNumbers.Explain(exception).Should().BeTrue();

    public static TheoryData<Exception> OfOurs => [new InvalidOperationException(), new InsufficientMemoryException()];

    [Theory]
    [MemberData(nameof(OfOurs))]
    public void Broken_invariant_and_lack_of_memory_are_never_hidden(Exception exception) =>
        HostileNumbers.Explain(exception).Should().BeFalse();
}
