using System;

namespace Kernels.Inference;

/// <summary>Which schedule trains the topics.</summary>
public enum LdaMethod
{
    /// <summary>Variational Bayes: λ is replaced after every pass over the corpus.</summary>
    Batch,

    /// <summary>Stochastic variational Bayes: λ moves after every mini-batch (Hoffman, Blei and Bach 2010).</summary>
    Online,

    /// <summary>Structured stochastic variational inference: mini-batches, in which the documents' factors follow topics drawn from q(β) (Hoffman and Blei 2015).</summary>
    Structured,
}

/// <summary>How an LDA model is trained. The defaults work; only the number of topics has to be chosen.</summary>
public sealed record LdaOptions
{
    private const int BatchInnerIterations = 8;
    private const int OnlineInnerIterations = 5;
    private const int SampledSamples = 4;
    private const int CorrectedSamples = 16;
    private readonly int? _innerIterations;
    private readonly int? _structuredSamples;

    /// <summary>K ≥ 1.</summary>
    public required int TopicCount { get; init; }

    /// <summary>Dirichlet prior on a document's topics: empty for 1/K, one value for all topics, or K values; each above 0.</summary>
    public double[] Alpha { get; init; } = [];

    /// <summary>Dirichlet prior on a topic's words: empty for 1/K, one value for all words, or V values; each above 0.</summary>
    public double[] Eta { get; init; } = [];

    /// <summary>Whether α is learnt, from <see cref="Alpha"/> on.</summary>
    public PriorLearning AlphaLearning { get; init; }

    /// <summary>Whether η is learnt, from <see cref="Eta"/> on.</summary>
    public PriorLearning EtaLearning { get; init; }

    /// <summary>Batch: priors are learnt from this pass on, ≥ 1; online they are from the first mini-batch. Before the topics differ a learnt α would only grow.</summary>
    public int LearnPriorsFrom { get; init; } = 3;

    /// <summary>Online: mini-batches from one step of η to the next; 0 for once a pass. A step reads all V·K values of λ.</summary>
    public int EtaEvery { get; init; }

    /// <summary>Batch, online or structured. Structured has the schedule of online, and what is said of online holds for it too.</summary>
    public LdaMethod Method { get; init; } = LdaMethod.Batch;

    /// <summary>Passes over the corpus, ≥ 1.</summary>
    public int Passes { get; init; } = 10;

    /// <summary>Online: documents of a mini-batch, ≥ 1.</summary>
    public int BatchSize { get; init; } = 1024;

    /// <summary>Online: take the documents in a random order, another in each pass. Off by default: then the order is the corpus'.</summary>
    /// <remarks>
    /// A corpus that lies sorted, by date or by subject, is learnt badly in its order: the last mini-batches pull all topics to themselves. The order follows from
    /// <see cref="Seed"/> and the pass alone. The corpus is still read in stretches, some 65,000 pairs each, in random order; the documents of about 2 million pairs
    /// are in memory at a time (16 MiB) and mixed. So a corpus of any size is shuffled, and one below 2 million pairs entirely.
    /// </remarks>
    public bool Shuffle { get; init; }

    /// <summary>Online: τ0 ≥ 0 in ρ_t = (τ0 + t)^−κ, with t = 1 at the first mini-batch.</summary>
    public double Tau0 { get; init; } = 64;

    /// <summary>Online: κ in [0, 1] of the step size; above 0.5 the steps converge (Robbins and Monro).</summary>
    public double Kappa { get; init; } = 0.5;

    /// <summary>Online: ρ never falls below this, in [0, 1]; above 0 the model keeps forgetting old documents (see <see cref="LdaFitResult.EffectiveDocuments"/>).</summary>
    public double RhoFloor { get; init; }

    /// <summary>Structured: which gradient λ follows.</summary>
    public StructuredGradient StructuredGradient { get; init; }

    /// <summary>Structured: draws of the topics for each mini-batch, ≥ 1; each costs an E-step. 4 for the sampled gradient and 16 for the corrected one unless set: the README has their scores.</summary>
    public int StructuredSamples
    {
        get => _structuredSamples ?? (StructuredGradient == StructuredGradient.Corrected ? CorrectedSamples : SampledSamples);
        init => _structuredSamples = value;
    }

    /// <summary>The most inner iterations a document gets in a pass, ≥ 1.</summary>
    /// <remarks>
    /// 8 in batch and 5 online unless set: from a fresh γ these scored best for their time on three corpora (the README has the figures). Fewer learn less in a
    /// pass and end lower; more cost time without a better held-out score; and γ carried over freezes early assignments.
    /// Structured it is as online, first under mean field and then, from there, for each draw of the topics.
    /// </remarks>
    public int InnerIterations
    {
        get => _innerIterations ?? (Method == LdaMethod.Batch ? BatchInnerIterations : OnlineInnerIterations);
        init => _innerIterations = value;
    }

    /// <summary>A document stops when the mean over topics of |Δγ| falls below this; 0 runs every inner iteration.</summary>
    public double InnerTolerance { get; init; } = 1e-3;

    /// <summary>Start each document from its γ of the pass before (D × K values are kept) instead of afresh. Batch bounds then never fall, but models come out worse.</summary>
    public bool CarryGamma { get; init; }

    /// <summary>Fixes the random start: one seed gives the same start on every machine and in both precisions.</summary>
    public long Seed { get; init; }

    /// <summary>Batch: training stops when the bound rises by less than this, relative to its size; 0 never stops early.</summary>
    public double BoundTolerance { get; init; }

    /// <summary>Batch: passes from one bound to the next (the last pass always has one); 0 computes none.</summary>
    public int BoundEvery { get; init; } = 1;

    /// <summary>An asymmetric α that sums to 1: proportional to 1/(k + √K) for k = 0 … K − 1, as gensim has it. A few topics are in every document.</summary>
    /// <param name="topicCount">K ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">K is below 1.</exception>
    public static double[] AsymmetricAlpha(int topicCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(topicCount, 1);
        double[] alpha = new double[topicCount];
        double sum = 0;
        for (int k = 0; k < topicCount; k++)
        {
            sum += alpha[k] = 1 / (k + Math.Sqrt(topicCount));
        }

        return Array.ConvertAll(alpha, value => value / sum);
    }

    /// <summary>Says what is wrong with these options for a corpus, if anything is.</summary>
    /// <param name="vocabularySize">V of the corpus.</param>
    /// <exception cref="ArgumentException">An option is out of range: what was given and what is expected, in one line.</exception>
    public void Validate(int vocabularySize)
    {
        Require(vocabularySize >= 1, "vocabulary size", vocabularySize, "at least 1");
        Require(TopicCount >= 1, nameof(TopicCount), TopicCount, "at least 1");
        Require(Enum.IsDefined(Method), nameof(Method), Method, "Batch, Online or Structured");
        Require(Enum.IsDefined(StructuredGradient), nameof(StructuredGradient), StructuredGradient, "Sampled or Corrected");
        Require(StructuredSamples >= 1, nameof(StructuredSamples), StructuredSamples, "at least 1");
        Require(Passes >= 1, nameof(Passes), Passes, "at least 1");
        Require(BatchSize >= 1, nameof(BatchSize), BatchSize, "at least 1");
        Require(!Shuffle || Method != LdaMethod.Batch, nameof(Shuffle), Shuffle, "False when Method is Batch, which sees all documents before each update");
        Require(!Shuffle || !CarryGamma, nameof(Shuffle), Shuffle, "False when CarryGamma is on, which finds γ by the documents' order");
        Require(double.IsFinite(Tau0) && Tau0 >= 0, nameof(Tau0), Tau0, "a finite number, at least 0");
        Require(Kappa is >= 0 and <= 1, nameof(Kappa), Kappa, "a number from 0 to 1");
        Require(RhoFloor is >= 0 and <= 1, nameof(RhoFloor), RhoFloor, "a number from 0 to 1");
        Require(InnerIterations >= 1, nameof(InnerIterations), InnerIterations, "at least 1");
        Require(double.IsFinite(InnerTolerance) && InnerTolerance >= 0, nameof(InnerTolerance), InnerTolerance, "a finite number, at least 0");
        Require(double.IsFinite(BoundTolerance) && BoundTolerance >= 0, nameof(BoundTolerance), BoundTolerance, "a finite number, at least 0");
        Require(BoundEvery >= 0, nameof(BoundEvery), BoundEvery, "at least 0");
        Require(BoundTolerance == 0 || Method == LdaMethod.Batch, nameof(BoundTolerance), BoundTolerance, "0 unless Method is Batch: no other computes a bound");
        Require(BoundTolerance == 0 || BoundEvery > 0, nameof(BoundTolerance), BoundTolerance, "0 when BoundEvery is 0");
        Require(Enum.IsDefined(AlphaLearning), nameof(AlphaLearning), AlphaLearning, "Fixed, Symmetric or Asymmetric");
        Require(Enum.IsDefined(EtaLearning), nameof(EtaLearning), EtaLearning, "Fixed, Symmetric or Asymmetric");
        Require(LearnPriorsFrom >= 1, nameof(LearnPriorsFrom), LearnPriorsFrom, "at least 1");
        Require(EtaEvery >= 0, nameof(EtaEvery), EtaEvery, "at least 0");
        Require(AlphaLearning != PriorLearning.Symmetric || Alpha.Length <= 1, nameof(AlphaLearning), AlphaLearning, "Asymmetric or Fixed where each topic has an α of its own");
        Require(EtaLearning != PriorLearning.Symmetric || Eta.Length <= 1, nameof(EtaLearning), EtaLearning, "Asymmetric or Fixed where each word has an η of its own");
        RequirePrior(Alpha, nameof(Alpha), TopicCount, "topic");
        RequirePrior(Eta, nameof(Eta), vocabularySize, "word");
    }

    /// <summary>What has to be the same for a run to go on to the same bits, by name: all but the passes, of which a run may get more.</summary>
    internal (string Name, object? Value)[] OfARun() =>
    [
        (nameof(TopicCount), TopicCount),
        (nameof(Method), Method),
        (nameof(Seed), Seed),
        (nameof(Alpha), Alpha),
        (nameof(Eta), Eta),
        (nameof(AlphaLearning), AlphaLearning),
        (nameof(EtaLearning), EtaLearning),
        (nameof(LearnPriorsFrom), LearnPriorsFrom),
        (nameof(EtaEvery), EtaEvery),
        (nameof(BatchSize), BatchSize),
        (nameof(Shuffle), Shuffle),
        (nameof(Tau0), Tau0),
        (nameof(Kappa), Kappa),
        (nameof(RhoFloor), RhoFloor),
        (nameof(StructuredGradient), StructuredGradient),
        (nameof(StructuredSamples), StructuredSamples),
        (nameof(InnerIterations), InnerIterations),
        (nameof(InnerTolerance), InnerTolerance),
        (nameof(CarryGamma), CarryGamma),
        (nameof(BoundTolerance), BoundTolerance),
        (nameof(BoundEvery), BoundEvery),
    ];

    /// <summary>α as K values.</summary>
    internal double[] ResolveAlpha()
    {
        double[] alpha = new double[TopicCount];
        if (Alpha.Length == TopicCount)
        {
            Alpha.CopyTo(alpha, 0);
        }
        else
        {
            Array.Fill(alpha, Alpha.Length == 0 ? 1.0 / TopicCount : Alpha[0]);
        }

        return alpha;
    }

    /// <summary>η as one value or V values.</summary>
    internal double[] ResolveEta() => Eta.Length == 0 ? [1.0 / TopicCount] : [.. Eta];

    private static void RequirePrior(double[] prior, string name, int size, string each)
    {
        if (prior is null || (prior.Length > 1 && prior.Length != size))
        {
            throw new ArgumentException($"{name} has {prior?.Length.ToString() ?? "no (null)"} values; expected none (1/K), one, or {size} (one a {each}).", name);
        }

        for (int i = 0; i < prior.Length; i++)
        {
            // A prior must survive rounding to float: 0 there would be a Dirichlet that does not exist.
            Require(double.IsFinite(prior[i]) && (float)prior[i] > 0 && float.IsFinite((float)prior[i]), $"{name}[{i}]", prior[i], "a finite number above 0");
        }
    }

    private static void Require<TValue>(bool holds, string name, TValue given, string expected)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {given}; expected {expected}."), name);
        }
    }
}
