using System;
using System.Collections.Generic;
using System.Linq;

namespace Kernels.Inference;

/// <summary>Two sets of options, side by side: the first that is not the same, by value.</summary>
internal static class OptionDifference
{
    /// <summary>"NAME is FOUND in the checkpoint; expected WANTED, as this trainer has it", or null where all are the same.</summary>
    /// <param name="found">The checkpoint's, by name.</param>
    /// <param name="expected">The trainer's, in the same order.</param>
    public static string? First(IReadOnlyList<(string Name, object? Value)> found, IReadOnlyList<(string Name, object? Value)> expected)
    {
        for (int i = 0; i < found.Count; i++)
        {
            (string name, object? kept) = found[i];
            object? wanted = expected[i].Value;
            if (kept is not Array || wanted is not Array)
            {
                if (!Equals(kept, wanted))
                {
                    return Line(name, kept, wanted);
                }

                continue;
            }

            object?[] keptValues = [.. ((Array)kept).Cast<object?>()], wantedValues = [.. ((Array)wanted).Cast<object?>()];
            if (keptValues.Length != wantedValues.Length)
            {
                return Line($"the number of values of {name}", keptValues.Length, wantedValues.Length);
            }

            for (int j = 0; j < keptValues.Length; j++)
            {
                if (!Equals(keptValues[j], wantedValues[j]))
                {
                    return Line($"{name}[{j}]", keptValues[j], wantedValues[j]);
                }
            }
        }

        return null;
    }

    private static string Line(string name, object? kept, object? wanted) =>
        FormattableString.Invariant($"{name} is {kept ?? "null"} in the checkpoint; expected {wanted ?? "null"}, as this trainer has it");
}
