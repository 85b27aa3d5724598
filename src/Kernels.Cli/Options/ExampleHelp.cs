using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;

namespace Kernels.Cli.Options;

/// <summary>The usual help, with examples below it.</summary>
internal sealed class ExampleHelp : SynchronousCommandLineAction
{
    private static readonly ConditionalWeakTable<Command, string[]> s_examples = [];
    private readonly HelpAction _usual = new() { MaxWidth = 110 };

    public override bool ClearsParseErrors => true;

    /// <summary>Puts examples, and notes in plain words, below a command's help.</summary>
    public static TCommand WithExamples<TCommand>(TCommand command, params string[] lines)
        where TCommand : Command
    {
        s_examples.Add(command, lines);
        return command;
    }

    public static void Install(RootCommand root)
    {
        WithExamples(root, "kernels lda train --sample dotnet --topics 20 --output model", "kernels lda topics model");
        root.Options.OfType<HelpOption>().Single().Action = new ExampleHelp();
    }

    public override int Invoke(ParseResult parseResult)
    {
        _usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        if (s_examples.TryGetValue(parseResult.CommandResult.Command, out string[]? lines))
        {
            output.WriteLine("Examples:");
            foreach (string line in (IEnumerable<string>)lines)
            {
                output.WriteLine("  " + line);
            }

            output.WriteLine();
        }

        return ExitCode.Success;
    }
}
