using System;

namespace Kernels.Inference;

/// <summary>Uniform numbers in (0, 1) one after another; number i is a pure function of (seed, stream, sequence, part, i).</summary>
/// <remarks>Philox gives numbers 2·j and 2·j + 1 for the counter (sequence·2³² + j, stream, part). An object has a buffer of its own: one a thread.</remarks>
internal sealed class UniformSequence(ulong seed, uint stream, uint part)
{
    private const int PairsAtOnce = 32;

    private readonly ulong[] _indices = new ulong[PairsAtOnce];
    private readonly double[] _first = new double[PairsAtOnce];
    private readonly double[] _second = new double[PairsAtOnce];
    private ulong _nextPair;
    private int _used;

    /// <summary>Goes to the beginning of a sequence.</summary>
    public void Begin(uint sequence)
    {
        _nextPair = (ulong)sequence << 32;
        _used = 2 * PairsAtOnce;
    }

    /// <summary>The next number.</summary>
    public double Next()
    {
        if (_used == 2 * PairsAtOnce)
        {
            Fill();
        }

        double value = (_used & 1) == 0 ? _first[_used >> 1] : _second[_used >> 1];
        _used++;
        return value;
    }

    private void Fill()
    {
        for (int i = 0; i < PairsAtOnce; i++)
        {
            _indices[i] = _nextPair++;
        }

        Philox4x32.Uniforms(seed, stream, _indices, attempt: part, _first, _second);
        _used = 0;
    }
}
