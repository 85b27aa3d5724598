using System;
using System.Globalization;
using System.IO;
using System.Text;
using System.Threading;

namespace Kernels.Inference;

/// <summary>The text files of Blei's lda-c: ROOT.beta (log β, a topic a line), ROOT.other (sizes and α), ROOT.gamma (γ, a document a line).</summary>
/// <remarks>
/// lda-c's topics are points, and ours are distributions with a prior. What both hold is how many tokens of each word a topic took, s_kw; then β_kw = s_kw / Σ_w s_kw,
/// written as −100 where it is smaller than e^−100, and λ_kw = η + s_kw. Written, s is λ − η. Read, it is N_k·β_kw, where N_k, the tokens of a topic, is Σ_d (γ_dk − α),
/// or the tokens given divided by K. An η of 0.01 smooths about as little as lda-c does: ψ(0.01) = −100.6.
/// Source: D. M. Blei, the manual of lda-c, and Blei, Ng and Jordan (2003), section 5.3.
/// </remarks>
/// <example>
/// Reads what lda-c wrote, two topics over three words:
/// <code>
/// File.WriteAllText("final.beta", " -0.1053605157 -2.9957322736 -2.9957322736\n -2.9957322736 -2.9957322736 -0.1053605157\n");
/// File.WriteAllText("final.other", "num_topics 2\nnum_terms 3\nalpha 0.1\n");
/// LdaImportOptions options = new() { TokenCount = 1000, Vocabulary = new Vocabulary(["apple", "pear", "plum"]) };
/// using LdaModel model = LdaCFormat.Read("final", options);
/// LdaTopWord heaviest = model.TopWords(topic: 0, count: 1)[0];
/// Console.WriteLine($"{heaviest.Word} {heaviest.Probability:F3}"); // apple 0.900
/// using MemoryStream stream = new();
/// LdaCFormat.WriteOther(model, stream);
/// Console.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n')[0]); // num_topics 2
/// </code>
/// </example>
public static class LdaCFormat
{
    /// <summary>What ln β is where lda-c has none.</summary>
    private const double LogOfNone = -100;

    private const double UsualEta = 0.01;

    /// <summary>Writes ROOT.beta: ln β, a topic a line, with 10 decimals as lda-c has.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="cancellation">Looked at before each topic.</param>
    /// <exception cref="ArgumentException">A topic holds nothing but its prior.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void WriteBeta(LdaModel model, Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        byte[] line = [];
        TopicVectors.ForEach(
            model,
            (topic, lambda) =>
            {
                LogStatistics(model, topic, lambda);
                WriteLine(stream, lambda, ref line);
            },
            cancellation);
    }

    /// <summary>Writes ROOT.other: topics, words and α.</summary>
    /// <param name="model">The model.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <exception cref="ArgumentException">α differs from topic to topic, for which lda-c has no place.</exception>
    public static void WriteOther(LdaModel model, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"num_topics {model.TopicCount}\nnum_terms {model.VocabularySize}\nalpha {FormatLimits.OneAlpha(model, "lda-c"):F10}\n")));
    }

    /// <summary>Writes a line of ROOT.gamma.</summary>
    /// <param name="model">The model.</param>
    /// <param name="theta">The document's shares, K values.</param>
    /// <param name="tokens">The document's tokens.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <exception cref="ArgumentException">There are not K shares.</exception>
    public static void WriteGamma(LdaModel model, ReadOnlySpan<float> theta, double tokens, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        if (theta.Length != model.TopicCount)
        {
            throw new ArgumentException($"There are {theta.Length} shares; expected {model.TopicCount}, one a topic.", nameof(theta));
        }

        double total = tokens;
        foreach (double alpha in model.Alpha)
        {
            total += alpha;
        }

        double[] gamma = new double[theta.Length];
        for (int topic = 0; topic < gamma.Length; topic++)
        {
            gamma[topic] = theta[topic] * total;
        }

        byte[] line = [];
        WriteLine(stream, gamma, ref line);
    }

    /// <summary>Reads ROOT.beta and ROOT.other, and ROOT.gamma where it is there and <see cref="LdaImportOptions.TokenCount"/> is not given. The model is in double.</summary>
    /// <param name="root">The files' common name; <c>.beta</c> at its end is dropped.</param>
    /// <param name="options">Words, η and, without ROOT.gamma, the tokens.</param>
    /// <param name="devices">On which the model infers; null for the processor.</param>
    /// <returns>The model; the caller disposes it.</returns>
    /// <exception cref="InvalidDataException">A file is not what it should be, or missing: which one, where, what was found, what was expected.</exception>
    /// <exception cref="ArgumentException">A prior is not above 0, has the wrong length, or is given although the file holds it.</exception>
    public static LdaModel Read(string root, LdaImportOptions? options = null, ILdaDeviceProvider? devices = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        options ??= new LdaImportOptions();
        if (options.Alpha.Length > 0)
        {
            throw new ArgumentException("alpha is in the file .other; expected no other value beside it.", nameof(options));
        }

        if (options.TokenCount is double tokens && !(double.IsFinite(tokens) && tokens > 0))
        {
            throw new ArgumentException(FormattableString.Invariant($"TokenCount is {tokens}; expected a finite number above 0."), nameof(options));
        }

        root = root.EndsWith(".beta", StringComparison.Ordinal) ? root[..^5] : root;
        return new LdaCReader(root, options with { Eta = options.Eta.Length == 0 ? [UsualEta] : options.Eta }).Read(devices);
    }

    /// <summary>λ of a topic becomes ln β.</summary>
    private static void LogStatistics(LdaModel model, int topic, Span<double> lambda)
    {
        double total = 0;
        for (int word = 0; word < lambda.Length; word++)
        {
            lambda[word] = Math.Max(0, lambda[word] - model.Eta[model.Eta.Count == 1 ? 0 : word]);
            total += lambda[word];
        }

        if (!(total > 0))
        {
            throw new ArgumentException($"Topic {topic} holds nothing but its prior; expected tokens, as lda-c has no prior on words.", nameof(model));
        }

        double logTotal = Math.Log(total);
        SpecialFunctions.Log<double>(lambda, lambda);
        foreach (ref double value in lambda)
        {
            value = Math.Max(LogOfNone, value - logTotal);
        }
    }

    private static void WriteLine(Stream stream, ReadOnlySpan<double> values, ref byte[] line)
    {
        const int Longest = 40;
        if (line.Length < Longest * values.Length)
        {
            line = new byte[Longest * values.Length];
        }

        int used = 0;
        foreach (double value in values)
        {
            if (used > 0)
            {
                line[used++] = (byte)' ';
            }

            value.TryFormat(line.AsSpan(used), out int written, "F10", CultureInfo.InvariantCulture);
            used += written;
        }

        line[used++] = (byte)'\n';
        stream.Write(line.AsSpan(0, used));
    }
}
