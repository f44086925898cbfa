namespace ModelMarket.Learning.Operators;

/// <summary>
/// Finds types and shapes of a node's outputs and counts its work, from what is known of its inputs. False: either
/// <see cref="NodeContext.Fault"/> says what is wrong, or the node is deferred until its inputs exist.
/// </summary>
internal delegate bool InferRule(NodeContext node);
