using System;
using System.IO;
using System.Numerics;
using System.Numerics.Tensors;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kernels.Corpora;
using Kernels.Lda;

namespace Kernels.Inference;

/// <summary>A training run met the first NaN or infinity: which document it was, and all that is needed to see it again.</summary>
/// <param name="failure">What happened.</param>
public sealed class LdaNumericalException(LdaFailure failure) : ArithmeticException(
    FormattableString.Invariant($"document {failure?.Document} gave γ = {failure?.Found} in pass {failure?.Pass}, after {failure?.Step} online steps; expected finite numbers, so the run was stopped"))
{
    /// <summary>What happened.</summary>
    public LdaFailure Failure { get; } = failure ?? throw new ArgumentNullException(nameof(failure));
}

/// <summary>One document, its words' rows of λ and the settings: enough to see a NaN or an infinity again without the corpus and the model.</summary>
public sealed record LdaFailure
{
    /// <summary>The document's number in its corpus, from 0.</summary>
    public required int Document { get; init; }

    /// <summary>The pass, from 1.</summary>
    public required int Pass { get; init; }

    /// <summary>Online: steps of λ before it.</summary>
    public required long Step { get; init; }

    /// <summary>The first value of γ that is not finite: NaN or an infinity.</summary>
    public required string Found { get; init; }

    /// <summary>"float" or "double".</summary>
    public required string Precision { get; init; }

    /// <summary>The document's words in the corpus' ids.</summary>
    public required int[] Words { get; init; }

    /// <summary>Their counts.</summary>
    public required float[] Counts { get; init; }

    /// <summary>α, K values.</summary>
    public required double[] Alpha { get; init; }

    /// <summary>λ of each of the words, K values a word.</summary>
    public required double[] Lambda { get; init; }

    /// <summary>Σ_w λ over the words that the document does not have, K values.</summary>
    public required double[] OtherLambda { get; init; }

    /// <summary>The most inner iterations.</summary>
    public required int MaxIterations { get; init; }

    /// <summary>The inner tolerance.</summary>
    public required double Tolerance { get; init; }

    /// <summary>Writes it as JSON.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, LdaFailureJson.Default.LdaFailure) + "\n");

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static LdaFailure Load(string path)
    {
        try
        {
            LdaFailure failure = JsonSerializer.Deserialize(File.ReadAllText(path), LdaFailureJson.Default.LdaFailure) ?? throw new JsonException("it is null");
            int topicCount = failure.Alpha.Length;
            return failure.Counts.Length == failure.Words.Length && failure.Lambda.Length == topicCount * failure.Words.Length && failure.OtherLambda.Length == topicCount && topicCount > 0
                ? failure
                : throw new JsonException($"its arrays do not fit {failure.Words.Length} words and {topicCount} topics");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path}: not the file of a failed run: {exception.Message}", exception);
        }
    }

    /// <summary>Runs the document again.</summary>
    /// <param name="device">On what.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>: the precision to try.</typeparam>
    /// <returns>γ, K values.</returns>
    public T[] Replay<T>(ILdaDevice<T> device)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(device);
        int topicCount = Alpha.Length;

        // One row more stands for all other words, if there are any.
        bool hasOthers = OtherLambda[0] > 0;
        using LdaTopics topics = device.CreateTopics(Words.Length + (hasOthers ? 1 : 0), topicCount, LdaTopicKind.Dirichlet);
        device.WriteLambda(topics, 0, Rounded.To<T>(hasOthers ? [.. Lambda, .. OtherLambda] : Lambda));
        T[] gamma = new T[topicCount];
        int[] ids = new int[Words.Length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = i;
        }

        var settings = new LdaEStepSettings { MaxIterations = MaxIterations, Tolerance = Tolerance };
        device.EStep(topics, new LdaDocuments([0, ids.Length], ids, Counts), Rounded.To<T>(Alpha), settings, gamma, []);
        return gamma;
    }

    /// <summary>Stops a run whose γ is not finite; <paramref name="documentAt"/> gives the number in the corpus of one of its documents.</summary>
    internal static void ThrowIfNotFinite<T>(
        ReadOnlySpan<T> gamma, Func<int, int> documentAt, int pass, long step, ICorpus corpus, ILdaDevice<T> device, LdaTopics topics, LdaPriors<T> priors, LdaOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = FirstNotFinite(gamma);
        if (at < 0)
        {
            return;
        }

        int topicCount = topics.TopicCount;
        int document = documentAt(at / topicCount);
        DocumentBlock block = corpus.Read(document, 1);
        double[] lambda = new double[block.TermIds.Length * topicCount];
        double[] other = new double[topicCount];
        T[] row = new T[topicCount];
        for (int word = 0; word < topics.VocabularySize; word++)
        {
            device.ReadLambda(topics, word, row);
            int place = block.TermIds.IndexOf(word);
            Span<double> sum = place < 0 ? other : lambda.AsSpan(place * topicCount, topicCount);
            for (int k = 0; k < topicCount; k++)
            {
                sum[k] += double.CreateTruncating(row[k]);
            }
        }

        throw new LdaNumericalException(new LdaFailure
        {
            Document = document,
            Pass = pass,
            Step = step,
            Found = FormattableString.Invariant($"{gamma[at]}"),
            Precision = NumpyMatrix.NameOf<T>(),
            Words = block.TermIds.ToArray(),
            Counts = block.Counts.ToArray(),
            Alpha = priors.AlphaValues.ToArray(),
            Lambda = lambda,
            OtherLambda = other,
            MaxIterations = options.InnerIterations,
            Tolerance = options.InnerTolerance,
        });
    }

    private static int FirstNotFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // One sum tells of all but a few that only overflow together.
        if (T.IsFinite(TensorPrimitives.Sum(values)))
        {
            return -1;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>Reads and writes a failure without reflection.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(LdaFailure))]
internal sealed partial class LdaFailureJson : JsonSerializerContext;
