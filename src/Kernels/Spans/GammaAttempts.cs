using System;
using System.Runtime.CompilerServices;
using Kernels.Formulas;
using Kernels.Lanes;

namespace Kernels.Spans;

/// <summary>The rejection of Marsaglia and Tsang for a block of numbers: all propose, those rejected propose again.</summary>
/// <param name="stream">Seed and stream.</param>
/// <param name="part">Which Gamma numbers of the stream.</param>
/// <param name="first">The first number.</param>
/// <param name="indices">The numbers, a block; changed.</param>
/// <param name="room">Six blocks: d and c of each number, changed, and four more of scratch.</param>
internal readonly unsafe ref struct GammaAttempts(RandomStream stream, uint part, long first, ulong* indices, double* room)
{
    private readonly double* _d = room;
    private readonly double* _c = room + GammaDraws.BlockLength;
    private readonly double* _first = room + (2 * GammaDraws.BlockLength);
    private readonly double* _second = room + (3 * GammaDraws.BlockLength);
    private readonly double* _normal = room + (4 * GammaDraws.BlockLength);
    private readonly double* _value = room + (5 * GammaDraws.BlockLength);

    /// <summary>Draws them.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Draw(int count, Span<double> destination)
    {
        for (uint attempt = 0; count > 0; attempt++)
        {
            Propose(count, attempt);
            for (int i = 0; i < count; i++)
            {
                destination[(int)((long)indices[i] - first)] = _value[i];
            }

            count = Decide(count);
        }
    }

    /// <summary>Draws x and w for the numbers in front; then d·v, and in place of u how clearly the squeeze accepts.</summary>
    private void Propose(int count, uint attempt)
    {
        Philox4x32.Uniforms(
            stream.Seed, stream.Stream, new ReadOnlySpan<ulong>(indices, count), part + attempt, new Span<double>(_first, count), new Span<double>(_second, count));
        SpanMap.Run<double, NormalQuantile<double>>(new ReadOnlySpan<double>(_first, count), new Span<double>(_normal, count));
        var action = new ProposalAction(_normal, _second, _d, _c, _value, _first, count);
        BlockDispatch.RunElementwise<double, ProposalAction>(ref action);
    }

    /// <summary>Moves those that are rejected to the front and counts them.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private int Decide(int count)
    {
        int* open = stackalloc int[GammaDraws.BlockLength];
        int opens = 0;
        for (int i = 0; i < count; i++)
        {
            // Open where the margin is 0 or below, told by its bits: a branch here would be guessed wrong every tenth time.
            open[opens] = i;
            opens += (int)(unchecked(BitConverter.DoubleToUInt64Bits(_first[i]) - 1) >> 63);
        }

        return opens == 0 ? 0 : DecideByLogarithm(open, opens);
    }

    /// <summary>Decides about those that the squeeze left open: ln w &lt; x²/2 + d·(1 − v + ln v).</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private int DecideByLogarithm(int* open, int opens)
    {
        Span<double> logSecond = new(_first, opens);
        Span<double> logCube = new(_value, opens);
        for (int i = 0; i < opens; i++)
        {
            double root = 1 + (_c[open[i]] * _normal[open[i]]);
            logSecond[i] = _second[open[i]];
            logCube[i] = root * root * root;
        }

        SpecialFunctions.Log<double>(logSecond, logSecond);
        SpecialFunctions.Log<double>(logCube, logCube);
        int rejected = 0;
        for (int i = 0; i < opens; i++)
        {
            (double x, double d, double c) = (_normal[open[i]], _d[open[i]], _c[open[i]]);
            double root = 1 + (c * x);
            if (!(logSecond[i] < (0.5 * x * x) + (d * (1 - (root * root * root) + logCube[i]))))
            {
                (indices[rejected], _d[rejected], _c[rejected]) = (indices[open[i]], d, c);
                rejected++;
            }
        }

        return rejected;
    }

    private readonly struct ProposalAction(double* normal, double* uniform, double* d, double* c, double* value, double* margin, int count) : IBlockAction<double>
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public void Invoke<TLanes>()
            where TLanes : struct, ILanes<TLanes, double>
        {
            // Whole groups: what follows the last number is in the same block of memory, and means nothing.
            for (int i = 0; i < count; i += TLanes.Count)
            {
                (TLanes proposed, TLanes clear) = GammaProposal<TLanes>.Evaluate(
                    TLanes.Load(in normal[i]), TLanes.Load(in uniform[i]), TLanes.Load(in d[i]), TLanes.Load(in c[i]));
                TLanes.Store(proposed, ref value[i]);
                TLanes.Store(clear, ref margin[i]);
            }
        }
    }
}
