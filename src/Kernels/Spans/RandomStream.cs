using System.Diagnostics.CodeAnalysis;

namespace Kernels;

/// <summary>A sequence of random numbers without state: each is a pure function of (seed, stream, index), on every machine, in any order, from any thread.</summary>
/// <remarks>
/// Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011) with the key <see cref="Seed"/> and the counter (index, <see cref="Stream"/>, part).
/// Draw number i of one distribution and draw number i of another, from one stream, are made of the same random bits; give what must be independent a stream of its own.
/// </remarks>
/// <example>
/// <code>
/// var noise = new RandomStream(Seed: 42, Stream: 7);
/// float[] all = new float[1000], first = new float[100], rest = new float[900];
/// Sampling.Normal&lt;float&gt;(noise, 0, all);
/// Sampling.Normal&lt;float&gt;(noise, 0, first);   // draws 0 to 99
/// Sampling.Normal&lt;float&gt;(noise, 100, rest);  // draws 100 to 999
/// Console.WriteLine(all.SequenceEqual(first.Concat(rest))); // True
/// double[] step = new double[8];             // independent of the noise: another stream
/// new GammaDistribution(0.5, 1).Sample&lt;double&gt;(noise with { Stream = 8 }, 0, step);
/// Console.WriteLine($"{step.Min():F4} {step.Max():F4}"); // 0.0007 1.8643
/// </code>
/// </example>
/// <param name="Seed">The seed: which experiment.</param>
/// <param name="Stream">The stream: which use of the seed.</param>
[SuppressMessage("Naming", "CA1711", Justification = "A stream of random numbers is the field's word; it is not one of bytes.")]
public readonly record struct RandomStream(ulong Seed, uint Stream);
