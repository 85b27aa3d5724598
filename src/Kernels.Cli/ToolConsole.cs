using System;
using System.IO;
using System.Threading;

namespace Kernels.Cli;

/// <summary>Where a command writes, and what tells it to stop.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress, notes and errors.</param>
/// <param name="Interactive">Both streams are a terminal: progress may redraw itself.</param>
/// <param name="Stop">Set by Ctrl-C or SIGTERM.</param>
/// <param name="Width">Columns of the terminal that results go to; null where they go to a file or a pipe: then nothing is drawn or cut.</param>
internal sealed record ToolConsole(TextWriter Out, TextWriter Error, bool Interactive, CancellationToken Stop, int? Width = null)
{
    private const int UsualWidth = 80;

    /// <summary>The console of this process.</summary>
    public static ToolConsole OfProcess(CancellationToken stop) =>
        new(Console.Out, Console.Error, !Console.IsErrorRedirected && !Console.IsOutputRedirected, stop, Console.IsOutputRedirected ? null : TerminalWidth());

    // A terminal that does not know its width says 0, or the system knows of no window at all.
    private static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : UsualWidth;
        }
        catch (IOException)
        {
            return UsualWidth;
        }
    }
}
