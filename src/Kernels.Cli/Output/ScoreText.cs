using System;
using System.Collections.Generic;
using System.Globalization;
using Kernels.Corpora;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>Scores as a table with a row each, or as JSON lines.</summary>
internal static class ScoreText
{
    /// <summary>What an evaluator is called on the command line and in results.</summary>
    public static string NameOf(LdaEvaluator evaluator) => evaluator switch
    {
        LdaEvaluator.Bound => "bound",
        LdaEvaluator.DocumentBound => "document-bound",
        LdaEvaluator.Completion => "completion",
        LdaEvaluator.LeftToRight => "left-to-right",
        _ => throw new ArgumentOutOfRangeException(nameof(evaluator), evaluator, "There is no such evaluator."),
    };

    public static void Write(ToolConsole console, IReadOnlyList<LdaScore> scores, CorpusMapping match, LdaScoreSettings settings, bool asJson)
    {
        if (asJson)
        {
            foreach (LdaScore score in scores)
            {
                WriteJson(console, score, match, settings);
            }

            return;
        }

        TextTable table = new("score", ">per word", ">std. error", ">exp(-score)", ">tokens", ">documents", ">skipped");
        foreach (LdaScore score in scores)
        {
            table.Add(
                NameOf(score.Evaluator),
                Number(score.PerWord, "0.00000"),
                Number(score.StandardError, "0.00000"),
                Number(score.ExpOfNegative, "#,0.00"),
                Amounts.Count(score.Tokens),
                Amounts.Count(score.Documents),
                Amounts.Count(score.SkippedDocuments));
            WriteNotes(console, score);
        }

        table.Write(console);
    }

    private static void WriteNotes(ToolConsole console, LdaScore score)
    {
        if (score.Evaluator == LdaEvaluator.Bound)
        {
            console.Error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"bound: {score.TopicPart / score.TopicTokens:0.00000} of it is the topics' part, {score.TopicPart:#,0.0} over {score.TopicTokens:#,0.##} tokens"));
        }

        if (score.UnconvergedDocuments > 0)
        {
            console.Error.WriteLine($"{NameOf(score.Evaluator)}: {Amounts.Of(score.UnconvergedDocuments, "document")} had not settled");
        }
    }

    private static void WriteJson(ToolConsole console, LdaScore score, CorpusMapping match, LdaScoreSettings settings) => JsonLine.Write(console.Out, "score", json =>
    {
        json.WriteString("evaluator", NameOf(score.Evaluator));
        json.Number("perWord", score.PerWord);
        json.Number("standardError", score.StandardError);
        json.Number("expOfNegative", score.ExpOfNegative);
        json.Number("documentSum", score.DocumentSum);
        json.Number("tokens", score.Tokens);
        json.WriteNumber("documents", score.Documents);
        json.WriteNumber("skippedDocuments", score.SkippedDocuments);
        json.WriteNumber("unknownWords", match.UnknownWords.Count);
        json.Number("unknownTokens", match.UnknownTokens);
        if (score.Evaluator is LdaEvaluator.Bound or LdaEvaluator.DocumentBound)
        {
            json.WriteNumber("unconvergedDocuments", score.UnconvergedDocuments);
        }

        if (score.Evaluator == LdaEvaluator.Bound)
        {
            json.Number("topicPart", score.TopicPart);
            json.Number("topicTokens", score.TopicTokens);
        }

        if (score.Evaluator == LdaEvaluator.LeftToRight)
        {
            json.WriteNumber("particles", settings.Particles);
            json.WriteNumber("seed", settings.Seed);
        }
    });

    private static string Number(double value, string format) => double.IsFinite(value) ? value.ToString(format, CultureInfo.InvariantCulture) : "-";
}
