using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text.Json;

namespace Kernels.Bench.Reporting;

/// <summary>Where and when a report was measured.</summary>
internal sealed record Machine(string Processor, int Cores, string System, string Runtime, string Commit, DateTime Date);

/// <summary>One figure.</summary>
/// <param name="Group">The table it stands in.</param>
/// <param name="Name">Its row.</param>
/// <param name="Variant">Its column.</param>
/// <param name="Unit">Of <paramref name="Value"/>.</param>
/// <param name="Value">The figure.</param>
/// <param name="Noise">Distance of the quartiles over the median of its own run; a change below it means nothing.</param>
/// <param name="MoreIsBetter">A rate, not a time.</param>
/// <param name="Limit">What the machine allows at most (a rate) or at least (a time); null where nothing is known.</param>
/// <param name="Wall">What the limit comes from.</param>
internal sealed record Figure(string Group, string Name, string Variant, string Unit, double Value, double Noise, bool MoreIsBetter = false, double? Limit = null, string? Wall = null)
{
    public string Key => $"{Group} | {Name} | {Variant}";

    /// <summary>The share of the limit that is reached.</summary>
    public double? Reached => Limit is not double limit ? null : MoreIsBetter ? Value / limit : limit / Value;
}

/// <summary>A line through points.</summary>
internal sealed record Series(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>A picture: lines over one pair of axes.</summary>
internal sealed record Curves(string Group, string Title, string XLabel, string YLabel, bool LogX, bool LogY, IReadOnlyList<Series> Lines, string Note = "");

/// <summary>All that a run of the report measured.</summary>
internal sealed record Results(Machine Machine, IReadOnlyList<Figure> Figures, IReadOnlyList<Curves> Curves)
{
    private static readonly JsonSerializerOptions s_options = new() { WriteIndented = true };

    public static Results Load(string path) =>
        JsonSerializer.Deserialize<Results>(File.ReadAllText(path), s_options) ?? throw new InvalidDataException($"{path}: found no results, expected those of a report.");

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, s_options) + "\n");

    /// <summary>Three significant digits.</summary>
    public static string Text(double value) => value == 0 ? "0" : Math.Abs(value) switch
    {
        >= 100_000 or < 0.001 => value.ToString("G3", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("F1", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("F2", CultureInfo.InvariantCulture),
        _ => value.ToString("F4", CultureInfo.InvariantCulture),
    };
}
