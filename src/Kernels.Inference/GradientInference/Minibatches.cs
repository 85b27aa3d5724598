using System;

namespace Kernels.Inference;

/// <summary>Which data each step sees: every pass a new random order, cut into batches. Batch t is a pure function of (stream, t).</summary>
/// <remarks>A batch of M is a uniformly random set of M of the N data, the shorter last one of a pass too: its terms times N/M are without bias.</remarks>
/// <example>
/// <code>
/// Minibatches batches = new(dataCount: 5, batchSize: 2, new RandomStream(Seed: 1, Stream: 1));
/// int[] pass = [.. batches.Batch(0), .. batches.Batch(1), .. batches.Batch(2)];
/// Console.WriteLine($"{batches.StepsPerPass} steps: {string.Join(' ', pass)}"); // 3 steps: 0 4 3 1 2
/// Console.WriteLine($"the next pass begins with {string.Join(' ', batches.Batch(3).ToArray())}");
/// // the next pass begins with 1 0
/// </code>
/// </example>
public sealed class Minibatches
{
    private readonly int[] _order;
    private readonly double[] _keys;
    private readonly int _batchSize;
    private readonly RandomStream _stream;
    private long _pass = -1;

    /// <summary>Fixes the batches.</summary>
    /// <param name="dataCount">N, 1 or more.</param>
    /// <param name="batchSize">M, from 1 on; N or more takes all data every step.</param>
    /// <param name="stream">Seed and stream of the orders.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is below 1.</exception>
    public Minibatches(int dataCount, int batchSize, in RandomStream stream)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dataCount, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        _order = new int[dataCount];
        _keys = new double[dataCount];
        _batchSize = Math.Min(batchSize, dataCount);
        _stream = stream;
        StepsPerPass = (dataCount + _batchSize - 1) / _batchSize;
        InOrder();
    }

    /// <summary>Batches of a pass.</summary>
    public int StepsPerPass { get; }

    /// <summary>The data of a step; valid until the next call.</summary>
    /// <param name="step">Which step, 0 or more.</param>
    /// <returns>Numbers from 0 to N − 1.</returns>
    public ReadOnlySpan<int> Batch(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        if (StepsPerPass == 1)
        {
            return _order;
        }

        Shuffle(step / StepsPerPass);
        int start = (int)(step % StepsPerPass) * _batchSize;
        return _order.AsSpan(start, Math.Min(_batchSize, _order.Length - start));
    }

    private void InOrder()
    {
        for (int i = 0; i < _order.Length; i++)
        {
            _order[i] = i;
        }
    }

    /// <summary>Fisher and Yates, from the identity, so that an order does not depend on the ones before.</summary>
    private void Shuffle(long pass)
    {
        if (pass == _pass)
        {
            return;
        }

        _pass = pass;
        InOrder();
        Sampling.Uniform<double>(_stream, pass * _order.Length, _keys);
        for (int i = _order.Length - 1; i > 0; i--)
        {
            int other = (int)(_keys[i] * (i + 1));
            (_order[i], _order[other]) = (_order[other], _order[i]);
        }
    }
}
