using System.IO;
using System.Linq;
using Kernels.Corpora;

namespace Kernels.Cli.Output;

/// <summary>Says which of a corpus' words a model does not know.</summary>
internal static class MatchText
{
    private const int WordsShown = 10;

    public static void Write(TextWriter error, CorpusMapping match)
    {
        if (!match.ByWord)
        {
            error.WriteLine("words matched by number: the corpus or the model has no vocabulary");
        }
        else if (match.UnknownWords.Count > 0)
        {
            string more = match.UnknownWords.Count > WordsShown ? ", ..." : string.Empty;
            error.WriteLine(
                $"{Amounts.Count(match.UnknownWords.Count)} of {Amounts.Of(match.KnownWords + match.UnknownWords.Count, "word")} "
                + $"({Amounts.Of(match.UnknownTokens, "token")}) are unknown to the model and left out: {string.Join(", ", match.UnknownWords.Take(WordsShown))}{more}");
        }
    }
}
