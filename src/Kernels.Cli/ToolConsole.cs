using System.IO;
using System.Threading;

namespace Kernels.Cli;

/// <summary>Where a command writes, and what tells it to stop.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Progress, notes and errors.</param>
/// <param name="Interactive">Both streams are a terminal: progress may redraw itself.</param>
/// <param name="Stop">Set by Ctrl-C or SIGTERM.</param>
internal sealed record ToolConsole(TextWriter Out, TextWriter Error, bool Interactive, CancellationToken Stop);
