using System;
using System.Linq;

namespace Kernels.Cli.Output;

/// <summary>Bars of a terminal, in eighths of a column; of # where its encoding has no blocks.</summary>
internal static class Bars
{
    private const int Eighths = 8;
    private const string Full = "█";
    private static readonly string[] s_parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

    /// <summary>How many columns bars take beside other text: a sixth of the terminal, 24 at most; 0 where nothing is drawn, or there is no room.</summary>
    public static int Columns(ToolConsole console)
    {
        const int Least = 8;
        const int Most = 24;
        int columns = Math.Min(Most, (console.Width ?? 0) / 6);
        return columns < Least ? 0 : columns;
    }

    /// <summary>A bar, filled with blanks.</summary>
    /// <param name="console">Where it is drawn.</param>
    /// <param name="part">Of the whole length, from 0 to 1; no number gives no bar.</param>
    public static string Of(ToolConsole console, double part)
    {
        int columns = Columns(console);
        int eighths = double.IsFinite(part) ? (int)Math.Round(Math.Clamp(part, 0, 1) * columns * Eighths) : 0;
        string bar = HasBlocks(console)
            ? string.Concat(Enumerable.Repeat(Full, eighths / Eighths)) + s_parts[eighths % Eighths]
            : new string('#', (eighths + (Eighths / 2)) / Eighths);
        return bar.PadRight(columns);
    }

    private static bool HasBlocks(ToolConsole console) => console.Out.Encoding.GetString(console.Out.Encoding.GetBytes(Full)) == Full;
}
