namespace ModelMarket.Learning.Execution;

/// <summary>
/// How independent parts of one node's work are run. A part writes only its own outputs, so the order and the number of
/// threads never change a result. <c>dapp/</c> holds <see cref="SequentialPartition"/> only.
/// </summary>
public interface IPartition
{
    /// <summary>Into how many parts it is worth cutting work; 1 for the sequential one.</summary>
    int Width { get; }

    /// <summary>Calls <paramref name="body"/> once with each of 0 … <paramref name="count"/> − 1 and returns when all are done.</summary>
    void Run(int count, Action<int> body);
}
