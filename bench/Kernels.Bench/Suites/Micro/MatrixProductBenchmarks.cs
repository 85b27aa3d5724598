using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Kernels.Bench.Suites.Micro;

/// <summary>A product of square matrices of about <see cref="MicroSuite{T}.Length"/> values each, at most 512 × 512.</summary>
[GenericTypeArguments(typeof(double))]
[GenericTypeArguments(typeof(float))]
public class MatrixProductBenchmarks<T> : MicroSuite<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A plain loop over larger ones takes seconds a call.</summary>
    private const int Largest = 512;

    private T[] _left = [];
    private T[] _right = [];
    private T[] _product = [];

    /// <summary>Two factors and the product.</summary>
    internal override double ValuesAnElement => 3;

    internal override int Elements => Size * Size;

    private Matrix<T>? _leftMatrix;
    private Matrix<T>? _rightMatrix;
    private Matrix<T>? _productMatrix;

    private int Size => Math.Min(Largest, (int)Math.Sqrt(Length));

    /// <summary>Row by row, a multiply–add of a row of the right factor at a time.</summary>
    [Benchmark]
    public void Library()
    {
        int size = Size;
        Array.Clear(_product);
        for (int i = 0; i < size; i++)
        {
            Span<T> row = _product.AsSpan(i * size, size);
            for (int k = 0; k < size; k++)
            {
                TensorPrimitives.MultiplyAdd(_right.AsSpan(k * size, size), _left[(i * size) + k], row, row);
            }
        }
    }

    /// <summary>Math.NET's managed product, on one thread. Its matrices stand column by column, so the factors change places.</summary>
    [Benchmark]
    public void MathNet() => _rightMatrix!.Multiply(_leftMatrix!, _productMatrix!);

    internal override Workload WorkloadOf(string method) => base.WorkloadOf(method) with { Operations = 2.0 * Size * Size * Size };

    internal override IEnumerable<T> Output() => _product;

    protected override void RunPlain()
    {
        int size = Size;
        Array.Clear(_product);
        for (int i = 0; i < size; i++)
        {
            for (int k = 0; k < size; k++)
            {
                T factor = _left[(i * size) + k];
                for (int j = 0; j < size; j++)
                {
                    _product[(i * size) + j] += factor * _right[(k * size) + j];
                }
            }
        }
    }

    protected override void RunOurs() => MatrixProduct.Multiply<T>(_left, _right, Size, Size, Size, _product);

    protected override void Prepare()
    {
        Random random = new(1);
        _left = Values(random);
        _right = Values(random);
        _product = new T[Elements];

        // Over the same memory.
        Control.UseManaged();
        Control.UseSingleThread();
        (_leftMatrix, _rightMatrix, _productMatrix) = (MatrixOf(_left), MatrixOf(_right), MatrixOf(_product));
    }

    private Matrix<T> MatrixOf(T[] values) => Matrix<T>.Build.Dense(Size, Size, values);

    private T[] Values(Random random) => [.. Enumerable.Range(0, Elements).Select(_ => T.CreateTruncating((2 * random.NextDouble()) - 1))];
}
