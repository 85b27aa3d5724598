using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using BenchmarkDotNet.Attributes;
using Kernels.Bench.Alternatives;
using Kernels.Bench.Inputs;

namespace Kernels.Bench.Suites.Micro;

/// <summary>A kernel that sums over a row, of one row as long as the parameter says or of rows of 20 as they occur.</summary>
public abstract class RowSuite<T, TPlain, TLibrary> : MicroSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPlain : struct, IRowFunction<T>
    where TLibrary : struct, IRowFunction<T>
{
    private const int ShortRow = 20;

    internal override int Elements => Length / RowLength * RowLength;

    internal override double ValuesAnElement => WritesValues ? 2 : 1;

    protected T[] Arguments { get; private set; } = [];

    /// <summary>A second argument: as long as the first, or empty.</summary>
    protected T[] Second { get; private set; } = [];

    protected T[] Values { get; private set; } = [];

    protected T[] Results { get; private set; } = [];

    protected int RowLength => InRows ? Math.Min(ShortRow, Length) : Length;

    /// <summary>Whether the rows are short.</summary>
    protected virtual bool InRows => false;

    /// <summary>A result for each value; otherwise one for each row.</summary>
    protected virtual bool WritesValues => true;

    [Benchmark]
    public void Library() => Loop<TLibrary>();

    internal override IEnumerable<T> Output() => WritesValues ? Values : Results;

    protected override void RunPlain() => Loop<TPlain>();

    protected override void Prepare()
    {
        Arguments = [.. MakeArguments().Take(Elements)];
        Second = [.. MakeSecond().Take(Elements)];
        Values = new T[Elements];
        Results = new T[Elements / RowLength];
    }

    protected virtual T[] MakeArguments() => LdaArguments.Parameters<T>(Length);

    protected virtual T[] MakeSecond() => [];

    private void Loop<TFunction>()
        where TFunction : struct, IRowFunction<T>
    {
        int length = RowLength;
        for (int row = 0, first = 0; row < Results.Length; row++, first += length)
        {
            ReadOnlySpan<T> second = Second.Length > 0 ? Second.AsSpan(first, length) : [];
            TFunction.Evaluate(Arguments.AsSpan(first, length), second, Values.AsSpan(first, length), out Results[row]);
        }
    }
}
