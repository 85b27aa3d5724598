using System;
using System.IO;
using System.Threading;

namespace Kernels.Cli.Tests;

/// <summary>What a run writes, and a stop that is asked for as by Ctrl-C once a line is the last one wanted.</summary>
/// <param name="isLast">Of a line and how many there are with it.</param>
internal sealed class StoppingWriter(Func<string, int, bool> isLast) : StringWriter
{
    private readonly CancellationTokenSource _source = new();
    private int _lines;

    public CancellationToken Stop => _source.Token;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (isLast(value ?? string.Empty, ++_lines))
        {
            _source.Cancel();
        }
    }

    /// <summary>A line of progress that is drawn anew counts as one.</summary>
    public override void Write(string? value)
    {
        base.Write(value);
        if (value?.StartsWith('\r') == true && isLast(value, ++_lines))
        {
            _source.Cancel();
        }
    }

    protected override void Dispose(bool disposing)
    {
        _source.Dispose();
        base.Dispose(disposing);
    }
}
