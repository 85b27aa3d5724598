using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kernels.Bench.Reporting;

/// <summary>Where and when a report was measured.</summary>
/// <param name="Processor">Its name.</param>
/// <param name="Cores">That the process may use.</param>
/// <param name="System">The operating system.</param>
/// <param name="Runtime">.NET's version, or what else ran.</param>
/// <param name="Commit">Of this repository.</param>
/// <param name="Date">UTC.</param>
/// <param name="Details">More that may matter: lanes, caches, what else the machine did, versions of others.</param>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime, string Commit, DateTime Date, IReadOnlyList<string>? Details = null);

/// <summary>One figure.</summary>
/// <param name="Group">The table it stands in.</param>
/// <param name="Name">Its row.</param>
/// <param name="Variant">Its column.</param>
/// <param name="Unit">Of <paramref name="Value"/>.</param>
/// <param name="Value">The figure; NaN where it could not be had.</param>
/// <param name="Noise">Distance of the quartiles over the median of its own run; a change below it means nothing.</param>
/// <param name="MoreIsBetter">A rate, not a time or an amount.</param>
/// <param name="Limit">What the machine allows at most (a rate) or at least (a time); null where nothing is known.</param>
/// <param name="Wall">What the limit comes from.</param>
/// <param name="Measured">False for what was counted: it cannot be slower.</param>
internal sealed record Figure(
    string Group, string Name, string Variant, string Unit, double Value, double Noise, bool MoreIsBetter = false, double? Limit = null, string? Wall = null, bool Measured = true)
{
    /// <summary>What makes it the same figure in another run.</summary>
    [JsonIgnore]
    public string Key => $"{Group} | {Name} | {Variant} | {Unit}";

    /// <summary>A limit is measured too: so much above it may be its noise.</summary>
    public const double MostReached = 1.1;

    /// <summary>Whether it is beyond what the machine can do: what was timed was something else, or the limit is not one.</summary>
    [JsonIgnore]
    public bool IsImpossible => Reached > MostReached;

    /// <summary>The share of the limit that is reached.</summary>
    [JsonIgnore]
    public double? Reached => Limit is not double limit ? null : MoreIsBetter ? Value / limit : limit / Value;
}

/// <summary>A line through points; a single point is a mark with a number.</summary>
internal sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)
{
    /// <summary>Drawn for the eye, not measured: dashed, without marks.</summary>
    public bool Guide { get; init; }
}

/// <summary>A picture: lines over one pair of axes.</summary>
internal sealed record Curves(string Group, string Title, string XLabel, string YLabel, bool LogX, bool LogY, IReadOnlyList<Series> Lines, string Note = "");

/// <summary>All that a run measured.</summary>
/// <param name="Machine">Where and when.</param>
/// <param name="Figures">Each key once.</param>
/// <param name="Curves">The pictures.</param>
/// <param name="Note">What a reader must know before he believes a figure.</param>
/// <param name="Versions">Of what was measured, by name.</param>
/// <param name="LeftOut">What could not be measured.</param>
/// <param name="Words">Of a group, what stands before its table where the report has no words of its own.</param>
internal sealed record Results(
    Machine Machine, IReadOnlyList<Figure> Figures, IReadOnlyList<Curves> Curves, string Note = "", IReadOnlyDictionary<string, string>? Versions = null, IReadOnlyList<string>? LeftOut = null,
    IReadOnlyDictionary<string, string>? Words = null)
{
    public const string FileName = "results.json";

    public const string QuickNote = "A quick run, to see that everything works: few sizes, few and short rounds. Its figures are rough.";

    /// <summary>Whether its figures are rough.</summary>
    [JsonIgnore]
    public bool IsQuick => Note.StartsWith(QuickNote, StringComparison.Ordinal);

    private static readonly JsonSerializerOptions s_options = new()
    {
        WriteIndented = true,
        PropertyNameCaseInsensitive = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads a file, or the file of a folder.</summary>
    /// <exception cref="InvalidDataException">It is not one, or holds a figure twice.</exception>
    public static Results Load(string path)
    {
        string file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        Results? results;
        try
        {
            results = JsonSerializer.Deserialize<Results>(File.ReadAllText(file), s_options);
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{file}, line {exception.LineNumber + 1}: found {exception.Message} Expected the results of a report.", exception);
        }

        if (results?.Machine is null)
        {
            throw new InvalidDataException($"{file}: found no Machine, expected the results of a report.");
        }

        results = results with { Figures = results.Figures ?? [], Curves = results.Curves ?? [] };
        if (results.Figures.Any(figure => figure?.Group is null || figure.Name is null || figure.Variant is null || figure.Unit is null))
        {
            throw new InvalidDataException($"{file}: found a figure without Group, Name, Variant or Unit, expected all four of each.");
        }

        return results.Figures.GroupBy(figure => figure.Key).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new InvalidDataException($"{file}: found the figure \"{twice.Key}\" {twice.Count()} times, expected it once.")
            : results;
    }

    /// <summary>Whether nobody says where it was measured, so that nothing can be held against it.</summary>
    [JsonIgnore]
    public bool IsOfNowhere => string.IsNullOrWhiteSpace(Machine.Processor) || Machine.Cores <= 0;

    /// <summary>All that is to be said of the run, beside its machine in a line.</summary>
    [JsonIgnore]
    public IEnumerable<string> Remarks =>
    [
        .. Machine.Details ?? [],
        .. Versions is { Count: > 0 } ? [$"Versions: {string.Join(", ", Versions.Select(version => $"{version.Key} {version.Value}"))}."] : Array.Empty<string>(),
        .. LeftOut is { Count: > 0 } ? [$"Not installed and left out: {string.Join(", ", LeftOut)}."] : Array.Empty<string>(),
        .. string.IsNullOrEmpty(Note) ? Array.Empty<string>() : [Note],
        .. Impossible,
    ];

    /// <summary>A line for each figure that is beyond its wall.</summary>
    [JsonIgnore]
    public IEnumerable<string> Impossible => Figures.Where(figure => figure.IsImpossible).Select(figure => string.Create(
        CultureInfo.InvariantCulture, $"ERROR: {figure.Key} reaches {100 * figure.Reached:0} % of its wall ({figure.Wall}); no figure can. Do not believe it."));

    public string ToJson() => JsonSerializer.Serialize(this, s_options) + "\n";

    /// <summary>Three significant digits; a dash for what is no number.</summary>
    public static string Text(double value) => !double.IsFinite(value) ? "–" : value == 0 ? "0" : Math.Abs(value) switch
    {
        >= 1e7 or < 0.001 => value.ToString("G3", CultureInfo.InvariantCulture),
        >= 99.95 => value.ToString("#,0", CultureInfo.InvariantCulture),
        >= 9.995 => value.ToString("F1", CultureInfo.InvariantCulture),
        >= 0.0995 => value.ToString("F2", CultureInfo.InvariantCulture),
        _ => value.ToString("F4", CultureInfo.InvariantCulture),
    };
}
