using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Inference;

namespace Kernels.Cli.Options;

/// <summary>A Dirichlet prior as the command line says it.</summary>
/// <param name="Values">None for the default, one, or one a topic or word.</param>
/// <param name="Learning">Whether it is learnt from there on.</param>
/// <param name="IsFalling">The fixed asymmetric prior over topics; it needs their number.</param>
internal sealed record Prior(double[] Values, PriorLearning Learning, bool IsFalling = false)
{
    private const string Forms = "a number above 0 within the range of a float, numbers with commas between, @FILE, auto, auto-symmetric or auto-asymmetric (with :START)";

    /// <summary>An option that takes a prior.</summary>
    /// <param name="name">Of the option.</param>
    /// <param name="letter">Of its value in the help.</param>
    /// <param name="auto">What <c>auto</c> stands for.</param>
    /// <param name="mayFall">Whether <c>asymmetric</c> is one of its forms.</param>
    /// <param name="description">In the help.</param>
    public static Option<Prior?> Option(string name, string letter, PriorLearning auto, bool mayFall, string description) => new(name)
    {
        HelpName = letter,
        Description = description,
        CustomParser = result => Parse(result, name, auto, mayFall),
    };

    private static Prior? Parse(ArgumentResult result, string name, PriorLearning auto, bool mayFall)
    {
        string text = result.Tokens[0].Value;
        if (mayFall && text == "asymmetric")
        {
            return new Prior([], PriorLearning.Fixed, IsFalling: true);
        }

        if (text.StartsWith('@'))
        {
            return FromFile(result, name, text[1..]);
        }

        string[] parts = text.Split(':', 2);
        PriorLearning? learning = parts[0] switch
        {
            "auto" => auto,
            "auto-symmetric" => PriorLearning.Symmetric,
            "auto-asymmetric" => PriorLearning.Asymmetric,
            _ => null,
        };
        if (learning is { } kind)
        {
            double[]? start = parts.Length == 1 ? [] : Number(parts[1]) is { } one ? [one] : null;
            return start is null ? Wrong() : new Prior(start, kind);
        }

        double?[] values = [.. text.Split(',').Select(Number)];
        return values.Contains(null) ? Wrong() : new Prior([.. values.Select(value => value!.Value)], PriorLearning.Fixed);

        Prior? Wrong()
        {
            result.AddError($"option {name}: found \"{text}\", expected {Forms}{(mayFall ? ", or asymmetric" : string.Empty)}");
            return null;
        }
    }

    private static Prior? FromFile(ArgumentResult result, string name, string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            result.AddError($"option {name}: {exception.Message}");
            return null;
        }

        double[] values = new double[lines.Length];
        for (int i = 0; i < lines.Length; i++)
        {
            if (Number(lines[i]) is not { } value)
            {
                result.AddError($"option {name}: {path}, line {i + 1}: found \"{lines[i]}\", expected one number above 0 a line");
                return null;
            }

            values[i] = value;
        }

        if (values.Length == 0)
        {
            result.AddError($"option {name}: {path}: found no line, expected one number above 0 a line");
            return null;
        }

        return new Prior(values, PriorLearning.Fixed);
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && (float)value is > 0 and < float.PositiveInfinity ? value : null;
}
