using System;
using Kernels.Inference;

namespace Kernels.Cli.Output;

/// <summary>What a training run is told to be, before it starts.</summary>
/// <param name="CorpusName">The corpus, as on the command line.</param>
/// <param name="Documents">D.</param>
/// <param name="Words">V.</param>
/// <param name="Pairs">Distinct (document, word) pairs.</param>
/// <param name="Tokens">Sum of all counts.</param>
/// <param name="ReadSeconds">How long reading took.</param>
/// <param name="Options">How it learns.</param>
/// <param name="Precision"><c>float</c> or <c>double</c>.</param>
/// <param name="Threads">How many.</param>
/// <param name="Device">What runs the E-step.</param>
/// <param name="Bytes">Memory it will take.</param>
/// <param name="Restarts">How many runs.</param>
internal sealed record TrainingPlan(
    string CorpusName,
    int Documents,
    int Words,
    long Pairs,
    double Tokens,
    double ReadSeconds,
    LdaOptions Options,
    string Precision,
    int Threads,
    string Device,
    double Bytes,
    int Restarts);

/// <summary>Tells a person or a program how training goes.</summary>
internal abstract class TrainingReport : IProgress<LdaProgress>
{
    /// <param name="plan">What it is told to be.</param>
    /// <param name="checkpoint">Where it goes on from, or null.</param>
    public virtual void Start(TrainingPlan plan, LdaCheckpoint? checkpoint)
    {
    }

    /// <summary>Runs the training; a report that draws does so around it.</summary>
    public virtual void During(Action training) => training();

    public virtual void Report(LdaProgress value)
    {
    }

    /// <summary>One of several runs has ended.</summary>
    public virtual void Ended(LdaRestart restart)
    {
    }

    public abstract void Finish(LdaFitResult result, LdaOptions options, string folder);
}
