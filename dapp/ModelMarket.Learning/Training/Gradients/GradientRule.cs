namespace ModelMarket.Learning.Training.Gradients;

/// <summary>Adds a node's share to the gradients of those inputs that want one.</summary>
internal delegate void GradientRule(GradientNode node);
