using System;
using System.Diagnostics;
using System.Threading;

namespace Kernels.Cli.Output;

/// <summary>A sign of life on standard error: on a terminal one line that redraws itself, else a line every ten seconds.</summary>
/// <remarks>May be told from several threads.</remarks>
/// <param name="console">Where it is said.</param>
/// <param name="secondsBetween">Seconds between two lines; null for the usual.</param>
internal sealed class StatusLine(ToolConsole console, double? secondsBetween = null) : IDisposable
{
    private const string EraseLine = "\r\u001b[2K";

    private readonly Lock _gate = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private double _last;
    private bool _drawn;
    private bool _isOver;

    /// <summary>Seconds between two lines.</summary>
    public double SecondsBetween { get; } = secondsBetween ?? (console.Interactive ? 0.2 : 10);

    /// <summary>Writes a line, if it is time for one.</summary>
    /// <param name="text">Makes the line, without the time that has passed, which follows it.</param>
    public void Say(Func<string> text)
    {
        lock (_gate)
        {
            double seconds = Stopwatch.GetElapsedTime(_start).TotalSeconds;
            if (_isOver || seconds - _last < SecondsBetween)
            {
                return;
            }

            _last = seconds;
            string line = $"{text()}, {Amounts.Time(seconds)}";
            if (console.Interactive)
            {
                // A line that went on in the next row of the terminal could not be taken away.
                console.Error.Write(EraseLine + (console.Width is int width ? CellWidth.Cut(line, width) : line));
                _drawn = true;
            }
            else
            {
                console.Error.WriteLine(line);
            }
        }
    }

    /// <summary>Nothing is written from now on; what stands on a terminal is taken away.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_drawn && !_isOver)
            {
                console.Error.Write(EraseLine);
            }

            _isOver = true;
        }
    }
}
