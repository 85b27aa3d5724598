using System;
using System.IO;
using System.Threading;

namespace Kernels.Cli.Output;

/// <summary>Says that a corpus is being read, for as long as that takes; of one that is read at once it says nothing.</summary>
internal sealed class ReadingLine : IDisposable
{
    private readonly StatusLine _line;
    private readonly Timer _timer;

    /// <param name="console">Where it is said.</param>
    /// <param name="name">What the corpus is called.</param>
    /// <param name="path">Its file or folder, or null where there is none.</param>
    /// <param name="secondsBetween">Seconds between two lines; null for the usual.</param>
    public ReadingLine(ToolConsole console, string name, string? path, double? secondsBetween = null)
    {
        _line = new StatusLine(console, secondsBetween);
        string size = File.Exists(path) ? $", {Amounts.Bytes(new FileInfo(path).Length)}" : string.Empty;
        TimeSpan period = TimeSpan.FromSeconds(_line.SecondsBetween);
        _timer = new Timer(_ => _line.Say(() => $"reading {name}{size}"), null, period, period);
    }

    public void Dispose()
    {
        _timer.Dispose();
        _line.Dispose();
    }
}
