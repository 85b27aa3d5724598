using System;
using System.Threading;
using Kernels.Inference;

namespace Kernels.Cli.Report;

/// <summary>All that a report shows of a model.</summary>
internal sealed class TopicReport
{
    /// <summary>More topics than this make K² distances that take hours, and no map to be read.</summary>
    public const int MostTopics = 5000;

    private const int WordsOfExclusivity = 10;

    /// <summary>Works out everything but the documents.</summary>
    /// <param name="model">The model.</param>
    /// <param name="title">What the page is called.</param>
    /// <param name="threads">Threads; 0 for one a core.</param>
    /// <param name="distances">Told of the words done of the topics' distances, which take longest; or null.</param>
    /// <param name="stop">Ends the work.</param>
    public TopicReport(LdaModel model, string title, int threads, IProgress<int>? distances, CancellationToken stop)
    {
        (Model, Title) = (model, title);
        Map = PrincipalCoordinates.Of(JensenShannonDistances.Of(model, threads, distances, stop), model.TopicCount, dimensions: 2, stop);
        Words = WordTable.Of(model, threads, stop);
        EffectiveWords = TopicShape.EffectiveWords(model);
        Exclusivity = TopicShape.Exclusivity(model, WordsOfExclusivity);
    }

    public LdaModel Model { get; }

    public string Title { get; }

    /// <summary>Where each topic lies.</summary>
    public PrincipalCoordinates Map { get; }

    public WordTable Words { get; }

    public double[] EffectiveWords { get; }

    public double[] Exclusivity { get; }

    /// <summary>The documents, where a corpus was given.</summary>
    public ReportDocuments? Documents { get; init; }

    /// <summary>What the corpus is called.</summary>
    public string? CorpusName { get; init; }
}
