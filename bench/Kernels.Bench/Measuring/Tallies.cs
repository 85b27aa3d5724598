using System.Numerics;
using Kernels.Formulas;
using Kernels.Lanes;
using Kernels.Spans;

namespace Kernels.Bench.Measuring;

/// <summary>What the kernels do with given arguments: their own loops and formulas, run with lanes that count.</summary>
/// <remarks>
/// One number a lane, so what a kernel does once for a block of lanes (adding them up) is not in it, and of two branches only the one each number needs: the least there is to do.
/// </remarks>
internal static unsafe class Tallies<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A formula of each.</summary>
    public static Operations Each<TFormula>(T[] x)
        where TFormula : IFormula<T>
    {
        Tally<T>.Reset();
        AddEach<TFormula>(x);
        return Tally<T>.Total;
    }

    /// <summary>Maximum, exponentials, their sum; once a row the logarithm.</summary>
    public static Operations LogSumExp(T[] x, int rowLength)
    {
        Tally<T>.Reset();
        AddTerms(x, rowLength);
        return Tally<T>.Total;
    }

    /// <summary>The same, and the product with the reciprocal of the sum.</summary>
    public static Operations Softmax(T[] x, int rowLength)
    {
        Tally<T>.Reset();
        AddTerms(x, rowLength);
        AddRowOperation<Times<T>>(x, rowLength);
        return Tally<T>.Total;
    }

    /// <summary>Σ α, ψ(Σ α) with ψ′ for the sum's rounding, ψ(α), the difference.</summary>
    public static Operations ExpectedLog(T[] alpha, int rowLength)
    {
        Tally<T>.Reset();
        AddExpectation<DigammaFormula<T>, Minus<T>>(alpha, rowLength);
        return Tally<T>.Total;
    }

    /// <summary>Σ α, F(Σ α) with ψ′ for the sum's rounding, F(α), the quotient.</summary>
    public static Operations ExpExpectedLog(T[] alpha, int rowLength)
    {
        Tally<T>.Reset();
        AddExpectation<ExpDigammaFormula<T>, DividedBy<T>>(alpha, rowLength);
        return Tally<T>.Total;
    }

    /// <summary>Of the first half of the values from the second: the term of each pair, and four sums. What is done once is left out.</summary>
    public static Operations KullbackLeibler(T[] both)
    {
        Tally<T>.Reset();
        int length = both.Length / 2;
        for (int i = 0; i < length; i++)
        {
            (Tally<T> a, Tally<T> b) = (Tally<T>.Broadcast(both[i]), Tally<T>.Broadcast(both[length + i]));
            DirichletDivergence<Tally<T>, T>.OrNaN(b, a, b - a);
        }

        for (int sum = 0; sum < 4; sum++)
        {
            AddSums(both[..length], length);
        }

        return Tally<T>.Total;
    }

    private static void AddEach<TFormula>(T[] x)
        where TFormula : IFormula<T>
    {
        foreach (T value in x)
        {
            TFormula.Evaluate(Tally<T>.Broadcast(value));
        }
    }

    private static void AddTerms(T[] x, int rowLength)
    {
        int rows = x.Length / rowLength;
        T[] maxima = new T[rows], ones = new T[rows], others = new T[rows], terms = new T[x.Length];
        fixed (T* source = x, maximum = maxima, one = ones, other = others, term = terms)
        {
            new RowMaxima<T>(source, rows, rowLength, maximum).Invoke<Tally<T>>();
            new RowExponentials<T>(source, rows, rowLength, maximum, term).Invoke<Tally<T>>();
            new RowSumsApart<T>(term, rows, rowLength, one, other).Invoke<Tally<T>>();
        }

        for (int row = 0; row < rows; row++)
        {
            LogSumExpFormula<T>.Evaluate(Tally<T>.Broadcast(maxima[row]), Tally<T>.Broadcast(ones[row]), Tally<T>.Broadcast(others[row]));
        }
    }

    private static void AddExpectation<TFormula, TOperation>(T[] alpha, int rowLength)
        where TFormula : IFormula<T>
        where TOperation : IRowOperation<T>
    {
        T[] totals = AddSums(alpha, rowLength);
        AddEach<TFormula>(totals);
        AddEach<TrigammaFormula<T>>(totals);
        AddEach<TFormula>(alpha);
        AddRowOperation<TOperation>(alpha, rowLength);
    }

    private static T[] AddSums(T[] x, int rowLength)
    {
        T[] totals = new T[x.Length / rowLength], lows = new T[totals.Length];
        fixed (T* source = x, high = totals, low = lows)
        {
            new RowSums<T>(source, totals.Length, rowLength, high, low).Invoke<Tally<T>>();
        }

        return totals;
    }

    private static void AddRowOperation<TOperation>(T[] x, int rowLength)
        where TOperation : IRowOperation<T>
    {
        // In place, on a copy.
        T[] values = [.. x], ofRow = new T[x.Length / rowLength];
        fixed (T* source = values, row = ofRow)
        {
            new RowOperation<T, TOperation>(source, ofRow.Length, rowLength, row).Invoke<Tally<T>>();
        }
    }
}
