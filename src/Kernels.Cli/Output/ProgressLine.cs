using System;
using System.Diagnostics;
using System.Threading;

namespace Kernels.Cli.Output;

/// <summary>Says on standard error how many documents are done: on a terminal one line that redraws itself, else a line every ten seconds.</summary>
/// <remarks>May be told from several threads, in any order.</remarks>
/// <param name="console">Where it is said.</param>
/// <param name="what">What is being computed.</param>
/// <param name="documents">How many there are.</param>
/// <param name="secondsBetween">Seconds between two lines; null for the usual.</param>
internal sealed class ProgressLine(ToolConsole console, string what, int documents, double? secondsBetween = null) : IProgress<int>, IDisposable
{
    private const string EraseLine = "\r\u001b[2K";

    private readonly Lock _gate = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly double _secondsBetween = secondsBetween ?? (console.Interactive ? 0.2 : 10);
    private double _last;
    private bool _drawn;

    public void Report(int value)
    {
        lock (_gate)
        {
            double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            if (seconds - _last < _secondsBetween)
            {
                return;
            }

            _last = seconds;
            string line = $"{what}: {Amounts.Count(value)} of {Amounts.Count(documents)} documents, {Amounts.Time(seconds)}";
            if (console.Interactive)
            {
                console.Error.Write(EraseLine + line);
                _drawn = true;
            }
            else
            {
                console.Error.WriteLine(line);
            }
        }
    }

    public void Dispose()
    {
        if (_drawn)
        {
            console.Error.Write(EraseLine);
        }
    }
}
