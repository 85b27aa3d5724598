using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Kernels.Bench;

/// <summary>Reads the runtime's listings of machine code: what is in a method's longest loop.</summary>
internal static partial class Disassembly
{
    /// <summary>The methods with the loops, as DOTNET_JitDisasm names them.</summary>
    public const string Methods = "Kernels.Bench.HandWritten:* Kernels.Spans.*:* Kernels.Formulas.*:*";

    public static void Print(string[] lines)
    {
        var rows = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, string[] body) in Listings(lines))
        {
            // Of several compilations of a method the last one counts.
            bool isLoopOverLanes = name.Contains("[Kernels.Lanes.", StringComparison.Ordinal) && !name.Contains("Scalar", StringComparison.Ordinal);
            if ((isLoopOverLanes || name.Contains("HandWritten", StringComparison.Ordinal)) && LongestLoop(body) is { Length: > 20 } loop)
            {
                int stack = loop.Count(line => StackAccess().IsMatch(line));
                string[] calls = [.. loop.Where(line => line.StartsWith("call", StringComparison.Ordinal)).Select(Callee).Distinct()];
                rows[Short(name)] = $"| {Short(name)} | {loop.Length} | {stack} | {string.Join(", ", calls)} |";
            }
        }

        foreach (string row in rows.Values)
        {
            Console.WriteLine(row);
        }
    }

    /// <summary>Without namespaces, parameters and how it was compiled.</summary>
    private static string Short(string name)
    {
        string text = Noise().Replace(name, string.Empty);
        int parameters = text.IndexOf('(', StringComparison.Ordinal);
        return parameters < 0 ? text : text[..parameters];
    }

    private static string Callee(string line) => Short(line["call".Length..].Trim().TrimStart('['));

    private static IEnumerable<(string Name, string[] Body)> Listings(string[] lines)
    {
        int[] starts = [.. Enumerable.Range(0, lines.Length).Where(i => lines[i].StartsWith("; Assembly listing for method ", StringComparison.Ordinal)), lines.Length];
        for (int i = 0; i + 1 < starts.Length; i++)
        {
            string name = lines[starts[i]]["; Assembly listing for method ".Length..];
            yield return (name, [.. lines[starts[i]..starts[i + 1]].Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not ';')]);
        }
    }

    /// <summary>The lines between a label and a jump back to it that holds no smaller loop of its own; without labels.</summary>
    private static string[] LongestLoop(string[] body)
    {
        var labels = new Dictionary<string, int>(StringComparer.Ordinal);
        var loops = new List<(int Start, int End)>();
        for (int i = 0; i < body.Length; i++)
        {
            if (Label().Match(body[i]) is { Success: true } label)
            {
                labels[label.Groups[1].Value] = i;
            }
            else if (Jump().Match(body[i]) is { Success: true } jump && labels.TryGetValue(jump.Groups[1].Value, out int target))
            {
                loops.Add((target, i));
            }
        }

        IEnumerable<string[]> inner = loops.Where(outer => !loops.Any(other => other != outer && other.Start >= outer.Start && other.End <= outer.End))
            .Select(loop => body[loop.Start..(loop.End + 1)].Where(line => !Label().IsMatch(line)).ToArray());
        return inner.OrderByDescending(loop => loop.Length).FirstOrDefault() ?? [];
    }

    [GeneratedRegex(@"Kernels\.(Spans|Lanes|Formulas|Bench)\.|`\d")]
    private static partial Regex Noise();

    [GeneratedRegex(@"^(G_M\w+):")]
    private static partial Regex Label();

    [GeneratedRegex(@"^j\w+\s+(?:SHORT\s+)?(G_M\w+)")]
    private static partial Regex Jump();

    [GeneratedRegex(@"\[r[sb]p")]
    private static partial Regex StackAccess();
}
