using System.CommandLine;
using System.CommandLine.Parsing;

namespace Kernels.Cli.Options;

/// <summary>Options that more than one command has about a model.</summary>
internal static class ModelOptions
{
    /// <summary>The model that a command is about.</summary>
    public static Argument<string> Folder(string name = "DIR", string description = "A model folder.") => new(name) { Description = description };

    /// <summary>What a row of a matrix is.</summary>
    public static Option<string?> Rows() => OptionKinds.OneOf("--rows", "numpy: what a row of the matrix is (default: words).", "words", "topics");

    /// <summary>A prior that is the same for all.</summary>
    public static Option<double?> Prior(string name, string letter, string description) =>
        OptionKinds.Number(name, letter, "a number above 0 within the range of a float", value => (float)value is > 0 and < float.PositiveInfinity, description);

    /// <summary>An option that would be ignored is a mistake worth saying.</summary>
    public static void ValidateRows(CommandResult result, Option<string?> rows, string? format)
    {
        if (format is not (null or "numpy") && result.GetResult(rows) is not null)
        {
            result.AddError($"option --rows: found with {format}, expected only with numpy: {format} has its own order");
        }
    }
}
