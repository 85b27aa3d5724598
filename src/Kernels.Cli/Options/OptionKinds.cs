using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Kernels.Cli.Options;

/// <summary>Options that say, when the value is wrong, what was found and what was expected.</summary>
internal static class OptionKinds
{
    public static Option<int?> WholeNumber(string name, string letter, int least, string description) => new(name)
    {
        HelpName = letter,
        Description = description,
        CustomParser = result => Parse<int>(result, name, least == 0 ? "a whole number, 0 or more" : $"a whole number of {least} or more", text =>
            int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least ? value : null),
    };

    public static Option<long?> Seed(string name, string description) => new(name)
    {
        HelpName = "S",
        Description = description,
        CustomParser = result => Parse<long>(result, name, $"a whole number from 0 to {long.MaxValue}", text =>
            long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : null),
    };

    public static Option<double?> Number(string name, string letter, string expected, Func<double, bool> fits, string description) => new(name)
    {
        HelpName = letter,
        Description = description,
        CustomParser = result => Parse<double>(result, name, expected, text =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) && fits(value) ? value : null),
    };

    public static Option<double?> Positive(string name, string letter, string description) => Number(name, letter, "a number above 0", value => value > 0, description);

    public static Option<double?> NotNegative(string name, string letter, string description) => Number(name, letter, "a number, 0 or more", value => value >= 0, description);

    public static Option<double?> Share(string name, string letter, string description) => Number(name, letter, "a number from 0 to 1", value => value is >= 0 and <= 1, description);

    public static Option<string?> OneOf(string name, string description, params string[] values) => new(name)
    {
        HelpName = string.Join('|', values),
        Description = description,
        CustomParser = result =>
        {
            string text = result.Tokens[0].Value;
            if (Array.IndexOf(values, text) >= 0)
            {
                return text;
            }

            result.AddError($"option {name}: found \"{text}\", expected {string.Join(" or ", values)}");
            return null;
        },
    };

    /// <summary>One or more of the values, separated by commas, each once.</summary>
    public static Option<TValue[]> SomeOf<TValue>(string name, string description, Func<TValue, string> nameOf, TValue[] values) => new(name)
    {
        HelpName = string.Join(',', Array.ConvertAll(values, value => nameOf(value))),
        Description = description,
        CustomParser = result =>
        {
            string[] texts = result.Tokens[0].Value.Split(',');
            int[] places = Array.ConvertAll(texts, text => Array.FindIndex(values, value => nameOf(value) == text));
            int wrong = Array.FindIndex(places, place => place < 0);
            int twice = Array.FindIndex(places, place => Array.IndexOf(places, place) != Array.LastIndexOf(places, place));
            if (wrong < 0 && twice < 0)
            {
                return Array.ConvertAll(places, place => values[place]);
            }

            result.AddError(wrong >= 0
                ? $"option {name}: found \"{texts[wrong]}\", expected one or more of {string.Join(", ", Array.ConvertAll(values, value => nameOf(value)))}, "
                    + "separated by commas"
                : $"option {name}: found {texts[twice]} twice, expected each once");
            return [];
        },
    };

    /// <summary>What was chosen: an option of an array that is not given has an empty one.</summary>
    public static TValue[] ChosenOr<TValue>(this ParseResult parsed, Option<TValue[]> option, params TValue[] usual) =>
        parsed.GetValue(option) is { Length: > 0 } chosen ? chosen : usual;

    /// <summary>The text behind an option, as it stands on the command line; null where there is none.</summary>
    public static string? ValueOf(this CommandResult result, Option option) => result.GetResult(option) is { Tokens: [Token token] } ? token.Value : null;

    private static TValue? Parse<TValue>(ArgumentResult result, string name, string expected, Func<string, TValue?> parse)
        where TValue : struct
    {
        string text = result.Tokens[0].Value;
        TValue? value = parse(text);
        if (value is null)
        {
            result.AddError($"option {name}: found \"{text}\", expected {expected}");
        }

        return value;
    }
}
