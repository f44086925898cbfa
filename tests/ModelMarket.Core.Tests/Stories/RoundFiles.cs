using Rollup.Primitives;

namespace ModelMarket.Core.Tests.Stories;

/// <summary>Weights that the stories of rounds are played with, and who takes what is burned.</summary>
internal static class RoundFiles
{
    public static readonly Address Nobody = Address.Parse("0x000000000000000000000000000000000000dEaD");
    public static readonly StoryFile First = Along(0.3f);
    public static readonly StoryFile Second = Along(0.35f, 0.05f);
    public static readonly StoryFile Third = Along(0.25f, -0.05f);
    public static readonly StoryFile Better = Along(0.6f, 0.02f);
    public static readonly StoryFile Best = Along(0.7f, -0.02f);
    public static readonly StoryFile Bad = Along(-3f);

    /// <summary>Weights along the data's linear form: the larger the scale (up to about 1), the better.</summary>
    public static StoryFile Along(float scale, float bias = 0f) => StoryFile.Of(TinyFiles.Weights(scale, bias: bias));
}
