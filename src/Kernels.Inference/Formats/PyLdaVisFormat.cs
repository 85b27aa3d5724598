using System;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading;
using Kernels.Corpora;

namespace Kernels.Inference;

/// <summary>The five inputs of pyLDAvis, the picture of topics, as one JSON object.</summary>
/// <remarks>
/// <c>topic_term_dists</c> (K × V, β = λ / Σ λ), <c>doc_topic_dists</c> (D × K, θ), <c>doc_lengths</c> (D), <c>vocab</c> (V) and <c>term_frequency</c> (V). In Python:
/// <code>
/// pyLDAvis.save_html(pyLDAvis.prepare(**json.load(open("vis.json"))), "vis.html")
/// </code>
/// Source: C. Sievert and K. Shirley, LDAvis: a method for visualizing and interpreting topics (2014).
/// </remarks>
/// <example>
/// <code>
/// File.WriteAllLines("notes.txt", ["apple pear plum", "wheel brake motor", "plum apple pear apple", "motor wheel wheel"]);
/// ICorpus corpus = CorpusReader.Read("notes.txt");
/// using CpuLdaDevice&lt;float&gt; device = new();
/// using LdaModel model = new LdaTrainer&lt;float&gt;(new LdaOptions { TopicCount = 2, Seed = 1 }, device).Fit(corpus, out _);
/// using MemoryStream stream = new();
/// PyLdaVisFormat.Write(model, corpus, stream);
/// using System.Text.Json.JsonDocument json = System.Text.Json.JsonDocument.Parse(stream.ToArray());
/// Console.WriteLine(json.RootElement.GetProperty("vocab").GetArrayLength()); // 6
/// Console.WriteLine(json.RootElement.GetProperty("doc_lengths")); // [3,3,4,3]
/// </code>
/// </example>
public static class PyLdaVisFormat
{
    /// <summary>Writes the object. Where the model has no words, a word's name is # and its id.</summary>
    /// <param name="model">The model.</param>
    /// <param name="corpus">The documents; matched to the model by word. It is read twice.</param>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="cancellation">Looked at between blocks of documents and before each topic.</param>
    /// <exception cref="ArgumentException">The corpus does not fit the model.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void Write(LdaModel model, ICorpus corpus, Stream stream, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(stream);
        ICorpus matched = model.Match(corpus, cancellation).Corpus;
        using Utf8JsonWriter json = new(stream);
        json.WriteStartObject();
        json.WriteStartArray("topic_term_dists");
        TopicVectors.ForEach(
            model,
            (topic, lambda) =>
            {
                json.WriteStartArray();
                foreach (double weight in lambda)
                {
                    json.WriteNumberValue(weight / model.TopicTotals[topic]);
                }

                json.WriteEndArray();
                json.Flush();
            },
            cancellation);
        json.WriteEndArray();
        json.WriteStartArray("doc_topic_dists");
        model.Infer(matched, (_, theta) => WriteRows(json, theta, model.TopicCount), cancellation);
        json.WriteEndArray();
        WriteCounts(json, matched, cancellation);
        json.WriteStartArray("vocab");
        for (int word = 0; word < model.VocabularySize; word++)
        {
            json.WriteStringValue(model.Vocabulary?[word] ?? string.Create(CultureInfo.InvariantCulture, $"#{word}"));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRows(Utf8JsonWriter json, ReadOnlySpan<float> theta, int topicCount)
    {
        for (int at = 0; at < theta.Length; at += topicCount)
        {
            json.WriteStartArray();
            foreach (float share in theta.Slice(at, topicCount))
            {
                json.WriteNumberValue(share);
            }

            json.WriteEndArray();
        }

        json.Flush();
    }

    private static void WriteCounts(Utf8JsonWriter json, ICorpus corpus, CancellationToken cancellation)
    {
        double[] frequency = new double[corpus.VocabularySize];
        json.WriteStartArray("doc_lengths");
        for (int d = 0; d < corpus.DocumentCount; d++)
        {
            cancellation.ThrowIfCancellationRequested();
            DocumentBlock document = corpus.Read(d, 1);
            double length = 0;
            for (int p = 0; p < document.TermIds.Length; p++)
            {
                length += document.Counts[p];
                frequency[document.TermIds[p]] += document.Counts[p];
            }

            json.WriteNumberValue(length);
        }

        json.WriteEndArray();
        json.WriteStartArray("term_frequency");
        foreach (double count in frequency)
        {
            json.WriteNumberValue(count);
        }

        json.WriteEndArray();
        json.Flush();
    }
}
