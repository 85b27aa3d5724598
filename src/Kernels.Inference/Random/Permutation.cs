using System;

namespace Kernels.Inference;

/// <summary>Random permutations.</summary>
internal static class Permutation
{
    /// <summary>Puts values into a random order (Fisher and Yates 1938, from the last place down as Durstenfeld 1964 has it).</summary>
    /// <param name="values">Permuted in place.</param>
    /// <param name="uniforms">Gives one number a place.</param>
    public static void Shuffle(Span<int> values, UniformSequence uniforms)
    {
        for (int last = values.Length - 1; last > 0; last--)
        {
            int other = (int)(uniforms.Next() * (last + 1));
            (values[last], values[other]) = (values[other], values[last]);
        }
    }
}
