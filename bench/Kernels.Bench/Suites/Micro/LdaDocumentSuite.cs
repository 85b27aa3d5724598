using System;
using System.Linq;
using System.Numerics;
using Kernels.Bench.Alternatives;
using Kernels.Bench.Inputs;

namespace Kernels.Bench.Suites.Micro;

/// <summary>A document as rows of E[log β], K values a word: K is <see cref="LdaArguments.TopicsOf"/> the length.</summary>
public abstract class LdaDocumentSuite<T> : MicroSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    internal override double ValuesAnElement => 1;

    protected int TopicCount => LdaArguments.TopicsOf(Length);

    protected int Words => Length / TopicCount;

    protected T[] ExpectedLogBeta { get; private set; } = [];

    protected float[] Counts { get; private set; } = [];

    protected T[] Alpha { get; private set; } = [];

    protected T[] Gamma { get; private set; } = [];

    protected T[] ExpectedLogTheta { get; private set; } = [];

    /// <summary>As many values as <see cref="ExpectedLogBeta"/>.</summary>
    protected T[] Values { get; private set; } = [];

    protected T[] WordResults { get; private set; } = [];

    protected override void Prepare()
    {
        ExpectedLogBeta = LdaArguments.ExpectedLogBeta<T>(Length);
        Counts = LdaArguments.Counts(Words);
        Alpha = [.. Enumerable.Repeat(T.CreateTruncating(0.1), TopicCount)];
        Gamma = LdaArguments.Parameters<T>(TopicCount);
        ExpectedLogTheta = new T[TopicCount];
        Values = new T[Length];
        WordResults = new T[Words];
    }

    protected Range Row(int word) => (word * TopicCount)..((word + 1) * TopicCount);

    protected void FillExpectedLogTheta<TDigamma>()
        where TDigamma : struct, IScalarFunction<T> =>
        PlainExpectedLog<T, TDigamma>.Evaluate(Gamma, [], ExpectedLogTheta, out _);
}
