using System;

namespace Kernels.Cli.Output;

/// <summary>Says on standard error how many documents or words are done: on a terminal one line that redraws itself, else a line every ten seconds.</summary>
/// <remarks>May be told from several threads, in any order.</remarks>
/// <param name="console">Where it is said.</param>
/// <param name="what">What is being computed.</param>
/// <param name="count">How many there are.</param>
/// <param name="unit">One of them.</param>
/// <param name="secondsBetween">Seconds between two lines; null for the usual.</param>
internal sealed class ProgressLine(ToolConsole console, string what, int count, string unit = "document", double? secondsBetween = null) : IProgress<int>, IDisposable
{
    private readonly StatusLine _line = new(console, secondsBetween);

    public void Report(int value) => _line.Say(() => $"{what}: {Amounts.Count(value)} of {Amounts.Of(count, unit)}");

    public void Dispose() => _line.Dispose();
}
