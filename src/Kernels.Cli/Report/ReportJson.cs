using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Kernels.Inference;

namespace Kernels.Cli.Report;

/// <summary>The data of a report as one JSON object. Numbers that are only shown have four digits; long arrays are little-endian bytes in base 64.</summary>
internal static class ReportJson
{
    private const int LongestTitle = 160;

    // Letters of all languages stand as they are; what HTML could take for its own (<, >, &, quotes) is always escaped.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static void Write(Stream stream, TopicReport report)
    {
        using Utf8JsonWriter json = new(stream, s_options);
        json.WriteStartObject();
        json.WriteString("title", report.Title);
        json.WriteString("corpus", report.CorpusName);
        json.WriteNumber("vocabulary", report.Model.VocabularySize);
        json.WriteNumber("wordsShown", WordTable.WordsOfTopic);
        WriteTopics(json, report);
        WriteWords(json, report);
        WriteDocuments(json, report.Documents);
        WriteHistory(json, report.Model.Fit);
        json.WriteStartArray("facts");
        foreach ((string name, string value) in ReportFacts.Of(report))
        {
            json.WriteStartArray();
            json.WriteStringValue(name);
            json.WriteStringValue(value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTopics(Utf8JsonWriter json, TopicReport report)
    {
        LdaModel model = report.Model;
        json.WriteStartObject("topics");
        Short(json, "share", model.TopicShare());
        Short(json, "x", report.Map.Points.Where((_, i) => i % 2 == 0));
        Short(json, "y", report.Map.Points.Where((_, i) => i % 2 == 1));
        Short(json, "alpha", model.Alpha);
        json.WriteBoolean("alphaLearnt", model.Options.AlphaLearning != PriorLearning.Fixed);
        Short(json, "effectiveWords", report.EffectiveWords);
        Short(json, "exclusivity", report.Exclusivity);
        Short(json, "mapShare", [report.Map.Explained]);
        json.WriteBoolean("mapSettled", report.Map.Converged);
        json.WriteEndObject();
    }

    private static void WriteWords(Utf8JsonWriter json, TopicReport report)
    {
        WordTable words = report.Words;
        json.WriteStartObject("words");
        json.WriteStartArray("texts");
        foreach (int word in words.Words)
        {
            json.WriteStringValue(report.Model.Vocabulary?[word] ?? string.Create(CultureInfo.InvariantCulture, $"#{word}"));
        }

        json.WriteEndArray();
        Bytes<double>(json, "weights", words.Weights);
        Bytes<ushort>(json, "counts", [.. words.Counts]);
        Bytes<ushort>(json, "topics", [.. words.Topics]);
        Bytes<float>(json, "lambda", [.. words.Lambda]);
        json.WriteNumber("leftOut", words.LeftOut);
        Short(json, "heaviestLeftOut", [words.HeaviestLeftOut]);
        json.WriteNumber("leastShare", words.LeastShare);
        json.WriteNumber("mostTopics", words.MostTopics);
        json.WriteEndObject();
    }

    private static void WriteDocuments(Utf8JsonWriter json, ReportDocuments? documents)
    {
        if (documents is null)
        {
            json.WriteNull("documents");
            return;
        }

        ReportDocument[] all = [.. documents.Top.SelectMany(top => top.Select(item => item.Document)).DistinctBy(document => document.Number).OrderBy(document => document.Number)];
        Dictionary<int, int> places = all.Index().ToDictionary(item => item.Item.Number, item => item.Index);
        json.WriteStartObject("documents");
        json.WriteNumber("count", documents.Count);
        json.WriteNumber("empty", documents.Empty);
        json.WriteNumber("tokens", documents.Tokens);
        json.WriteNumber("holdingShare", ReportDocuments.HoldingShare);
        Whole(json, "holding", documents.Holding);
        Short(json, "shares", documents.Shares);
        Whole(json, "numbers", all.Select(document => document.Number));
        Short(json, "lengths", all.Select(document => document.Tokens));
        if (documents.Titles is { } titles)
        {
            json.WriteStartArray("titles");
            Array.ForEach(all, document => json.WriteStringValue(Cut(titles[document.Number])));
            json.WriteEndArray();
        }

        Lists(json, "mainTopics", all, document => document.Main.Select(main => main.Topic));
        Lists(json, "mainShares", all, document => document.Main.Select(main => (double)main.Share));
        Lists(json, "top", documents.Top, top => top.Select(item => places[item.Document.Number]));
        Lists(json, "topShares", documents.Top, top => top.Select(item => (double)item.Share));
        json.WriteEndObject();
    }

    private static void WriteHistory(Utf8JsonWriter json, LdaFitResult? fit)
    {
        IReadOnlyList<LdaPass> history = fit?.History ?? [];
        json.WriteStartObject("history");
        Whole(json, "pass", history.Select(pass => pass.Pass));
        Short(json, "seconds", history.Select(pass => (double?)pass.Seconds));
        json.WriteStartArray("bound");
        foreach (LdaPass pass in history)
        {
            // Its last digits are what is looked at.
            Number(json, pass.BoundPerWord, "G7");
        }

        json.WriteEndArray();
        Short(json, "alphaSum", history.Select(pass => pass.AlphaSum));
        Short(json, "etaSum", history.Select(pass => pass.EtaSum));
        Short(json, "rho", history.Select(pass => pass.Rho));
        Whole(json, "unsettled", history.Select(pass => pass.UnconvergedDocuments));
        Short(json, "rescued", history.Select(pass => (double?)pass.RescuedPairs));
        json.WriteEndObject();
    }

    private static string Cut(string title)
    {
        int length = Math.Min(title.Length, LongestTitle);
        return length == title.Length ? title : title[..(char.IsHighSurrogate(title[length - 1]) ? length - 1 : length)] + "…";
    }

    private static void Lists<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Func<T, IEnumerable<int>> valuesOf)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartArray();
            foreach (int value in valuesOf(item))
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Lists<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Func<T, IEnumerable<double>> valuesOf)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartArray();
            foreach (double value in valuesOf(item))
            {
                Number(json, value, "G3");
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private static void Whole(Utf8JsonWriter json, string name, IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (int value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static void Short(Utf8JsonWriter json, string name, IEnumerable<double> values) => Short(json, name, values.Select(value => (double?)value));

    private static void Short(Utf8JsonWriter json, string name, IEnumerable<double?> values)
    {
        json.WriteStartArray(name);
        foreach (double? value in values)
        {
            Number(json, value, "G4");
        }

        json.WriteEndArray();
    }

    /// <summary>JSON knows no infinities and no NaN: they become null.</summary>
    private static void Number(Utf8JsonWriter json, double? value, string format)
    {
        if (value is double number && double.IsFinite(number))
        {
            json.WriteRawValue(number.ToString(format, CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static void Bytes<T>(Utf8JsonWriter json, string name, T[] values)
        where T : unmanaged => json.WriteBase64String(name, MemoryMarshal.AsBytes<T>(values));
}
