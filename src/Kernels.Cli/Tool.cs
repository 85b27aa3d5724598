using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Threading;
using Kernels.Cli.Commands;
using Kernels.Cli.Composition;
using Kernels.Cli.Options;

namespace Kernels.Cli;

/// <summary>The tool: arguments in, text and an exit code out.</summary>
internal static class Tool
{
    /// <summary>Runs one command without a terminal.</summary>
    /// <param name="args">The command line after <c>kernels</c>.</param>
    /// <param name="output">Results.</param>
    /// <param name="error">Progress, notes and errors.</param>
    public static int Run(string[] args, TextWriter output, TextWriter error) =>
        Run(args, new ToolConsole(output, error, Interactive: false, CancellationToken.None));

    /// <summary>Runs one command.</summary>
    public static int Run(string[] args, ToolConsole console)
    {
        try
        {
            // No response files: a corpus may be called @something.
            ParseResult parsed = RootOf(console).Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
            ParseErrors.ThrowIfAny(parsed, args);
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = console.Out,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (StoppedMidwayException exception)
        {
            return Fail(console, exception.Message, ExitCode.Stopped);
        }
        catch (OperationCanceledException)
        {
            return Fail(console, "stopped; nothing was written", ExitCode.Stopped);
        }
        catch (Exception exception) when (BadInput.Is(exception) && console.Stop.IsCancellationRequested)
        {
            // Ctrl-C stops the whole pipeline: input that ends early was cut off by it.
            return Fail(console, "stopped; nothing was written", ExitCode.Stopped);
        }
        catch (Exception exception) when (BadInput.Is(exception))
        {
            return Fail(console, exception.Message, ExitCode.BadInput);
        }
        catch (OutOfMemoryException)
        {
            return Fail(console, "memory ran out; a corpus written by kernels corpus convert is read a block at a time and takes little of it", ExitCode.Failed);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException || GpuSupport.IsFailure(exception))
        {
            return Fail(console, exception.Message, ExitCode.Failed);
        }
#pragma warning disable CA1031 // The last line of defence: whatever it is, it is said and turned into an exit code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(console, $"a fault in the tool itself, please report it: {exception.Message}", ExitCode.Failed);
            console.Error.WriteLine(exception);
            return ExitCode.Failed;
        }
    }

    private static RootCommand RootOf(ToolConsole console)
    {
        RootCommand root = new("Topics of a large corpus, Gaussian mixtures of a table, and codes of images, by variational inference.")
        {
            LdaCommand.Create(console),
            GmmCommand.Create(console),
            VaeCommand.Create(console),
            CorpusCommand.Create(console),
            InfoCommand.Create(console),
        };
        root.HelpName = "kernels";
        ExampleHelp.Install(root);
        return root;
    }

    private static int Fail(ToolConsole console, string message, int exitCode)
    {
        console.Error.WriteLine("kernels: " + string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())));
        return exitCode;
    }
}
