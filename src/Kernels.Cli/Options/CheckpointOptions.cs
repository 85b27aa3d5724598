using System;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.IO;
using System.Linq;
using Kernels.Inference;

namespace Kernels.Cli.Options;

/// <summary>The options of <c>lda train</c> and <c>vae train</c> by which a run survives.</summary>
internal sealed class CheckpointOptions
{
    private const string FileName = "checkpoint";

    private readonly Option<(long Updates, TimeSpan Time)?> _every;

    private readonly Option<string?> _resume = new("--resume")
    {
        HelpName = "DIR",
        Description = "Go on with the run whose checkpoint is in the folder DIR, to the same bits as if it had not been stopped. Its options are in the checkpoint.",
    };

    /// <summary>Adds the options; with --resume only those of <paramref name="allowed"/> may stand beside it.</summary>
    /// <param name="command">Where to.</param>
    /// <param name="updates">What N counts.</param>
    /// <param name="allowed">Options that a run may go on with.</param>
    public CheckpointOptions(Command command, string updates, params Option[] allowed)
    {
        _every = new("--checkpoint-every")
        {
            HelpName = "N|5m",
            Description = $"Keep a checkpoint in the output folder after every N {updates}, or every so many seconds, minutes or hours: 90s, 5m, 1h.",
            CustomParser = ParseEvery,
        };
        command.Add(_every);
        command.Add(_resume);
        command.Validators.Add(result =>
        {
            foreach (OptionResult other in result.Children.OfType<OptionResult>().Where(_ => IsResuming(result)))
            {
                if (!other.Implicit && other.Option != _resume && other.Option != _every && !allowed.Contains(other.Option))
                {
                    result.AddError($"option {other.Option.Name}: found with --resume, expected without it: the options are in the checkpoint");
                }
            }
        });
    }

    /// <summary>Whether a command line goes on with a run.</summary>
    public bool IsResuming(CommandResult result) => result.GetResult(_resume) is not null;

    /// <summary>The folder of the run that goes on, or null.</summary>
    public string? Folder(ParseResult parsed) => parsed.GetValue(_resume);

    /// <summary>The checkpoint's file in a model folder.</summary>
    public static string FileIn(string folder) => Path.Combine(folder, FileName);

    /// <summary>Whether a folder holds the checkpoint of any training, or the beginning of one.</summary>
    public static bool Exists(string folder) => LdaCheckpoint.Exists(FileIn(folder)) || VaeCheckpoint.Exists(FileIn(folder));

    /// <summary>Removes the checkpoint of any training from a folder.</summary>
    public static void Delete(string folder)
    {
        LdaCheckpoint.Delete(FileIn(folder));
        VaeCheckpoint.Delete(FileIn(folder));
    }

    /// <summary>The run that goes on.</summary>
    /// <param name="folder">Its output folder.</param>
    /// <param name="open">Reads a checkpoint's file.</param>
    public static TCheckpoint Open<TCheckpoint>(string folder, Func<string, TCheckpoint> open)
    {
        if (!File.Exists(FileIn(folder)) && LdaModel.FindSetAside(folder) is string old)
        {
            throw new BadInputException(SetAside("option --resume", folder, old));
        }

        if (!File.Exists(FileIn(folder)))
        {
            throw new BadInputException(OutputPath.HoldsModel(folder)
                ? $"option --resume: found a finished model in {folder} and no checkpoint, so there is nothing to go on with"
                : $"option --resume: found no checkpoint in {folder}, expected the output folder of a run with --checkpoint-every");
        }

        try
        {
            return open(FileIn(folder));
        }
        catch (InvalidDataException exception)
        {
            throw new BadInputException($"option --resume: {exception.Message}", exception);
        }
    }

    /// <summary>What to do about a folder that a killed run left beside its place.</summary>
    public static string SetAside(string option, string folder, string old) =>
        $"{option}: found no folder {folder}, but {old}, where a run that was killed while it replaced the model left the old one; expected it back in its place: rename it to {folder}";

    /// <summary>What the library is to keep, or null; a run that goes on is kept as often as before unless the command line says otherwise.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="folder">The output folder.</param>
    /// <param name="note">Where the data are.</param>
    /// <param name="before">How often the run that goes on was kept; null for one that begins.</param>
    /// <param name="error">Told of checkpoints that could not be written.</param>
    public Checkpointing? Read(ParseResult parsed, string folder, string note, (long Updates, TimeSpan Time)? before, TextWriter error) =>
        (parsed.GetValue(_every) ?? before) is not { } often ? null : new Checkpointing(FileIn(folder))
        {
            EveryUpdates = often.Updates,
            EveryTime = often.Time,
            Note = note,
            Failed = failure => error.WriteLine($"kernels: a checkpoint could not be written, the one before stays: {failure.Message}"),
        };

    private static (long Updates, TimeSpan Time)? ParseEvery(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        double unit = text.Length == 0 ? 0 : text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        if (unit == 0 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long updates) && updates > 0)
        {
            return (updates, TimeSpan.Zero);
        }

        if (unit > 0 && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double time)
            && time > 0 && time * unit < TimeSpan.MaxValue.TotalSeconds / 2)
        {
            return (0, TimeSpan.FromSeconds(time * unit));
        }

        result.AddError($"option --checkpoint-every: found \"{text}\", expected a whole number above 0, or a time like 90s, 5m or 1h");
        return null;
    }
}
