using System;

namespace Kernels.Spans;

/// <summary>A distribution whose numbers are made of several others, with its parameters.</summary>
internal interface IComposedDraw
{
    /// <summary>How many parameters a draw can be differentiated by.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>Draws first, first + 1, …, at most a block of <see cref="GammaDraws.BlockLength"/>.</summary>
    /// <param name="stream">Seed and stream.</param>
    /// <param name="first">The first draw.</param>
    /// <param name="draws">Receives the draws.</param>
    /// <param name="derivatives">Receives the derivatives, as many with respect to each parameter as there are draws; empty, if nobody asks.</param>
    void Block(in RandomStream stream, long first, Span<double> draws, Span<double> derivatives);
}
