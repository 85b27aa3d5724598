using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Kernels.Inference;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary><c>lda train --init</c>.</summary>
public sealed class InitialLambdaTests : IDisposable
{
    private readonly TinyCorpus _corpus = new();

    public void Dispose() => _corpus.Dispose();

    /// <summary>Between two passes in batch λ is all there is: four passes are two and two more, to the bit.</summary>
    [Theory]
    [InlineData("float")]
    [InlineData("double")]
    public void TrainingGoesOnFromWhatIsThere(string precision)
    {
        string two = _corpus.Train("two", "--passes", "2", "--precision", precision);
        string more = _corpus.Train("more", "--passes", "2", "--precision", precision, "--init", Lambda(two), "--seed", "9");
        string four = _corpus.Train("four", "--passes", "4", "--precision", precision);
        Assert.Equal(File.ReadAllBytes(Lambda(four)), File.ReadAllBytes(Lambda(more)));
        Assert.NotEqual(File.ReadAllBytes(Lambda(two)), File.ReadAllBytes(Lambda(more)));
    }

    [Fact]
    public void AFileOfTheOtherPrecisionIsRounded()
    {
        string wide = _corpus.Write("wide.npy", string.Empty);
        string narrow = _corpus.Write("narrow.npy", string.Empty);
        double[] values = [.. Enumerable.Range(1, 16).Select(i => (double)(float)(1 + (1.0 / i)))];
        Save(wide, 8, 2, values);
        Save(narrow, 8, 2, Array.ConvertAll(values, value => (float)value));
        byte[] fromWide = File.ReadAllBytes(Lambda(_corpus.Train("a", "--init", wide)));
        Assert.Equal(fromWide, File.ReadAllBytes(Lambda(_corpus.Train("b", "--init", narrow))));
        Assert.NotEqual(fromWide, File.ReadAllBytes(Lambda(_corpus.Train("c"))));
    }

    [Fact]
    public void AMatrixOfOtherSizesOrWithValuesThatAreNoWeightsIsRefused()
    {
        string file = _corpus.Write("wrong.npy", string.Empty);
        double[] ones = [.. Enumerable.Repeat(1.0, 16)];
        Save(file, 2, 8, ones);
        Refused(file, "holds 2 x 8 values, expected 8 words x 2 topics");
        Save(file, 8, 2, ones[..15]);
        Refused(file, "ends 8 bytes too early");
        foreach (double wrong in (double[])[0, -1, double.NaN, double.PositiveInfinity, 1e-60])
        {
            ones[7] = wrong;
            Save(file, 8, 2, ones);
            Refused(file, "λ of word 3 holds");
        }
    }

    [Fact]
    public void BoundsAreComputedAsOftenAsAskedFor()
    {
        int[] Bounds(string every) =>
        [
            .. ToolRun.Of("lda", "train", _corpus.Lines, "--format", "lines", "--topics", "2", "--passes", "5", "--bound-every", every, "--output", _corpus.At("e" + every), "--json")
                .Json[^1].GetProperty("history").EnumerateArray().Where(pass => pass.GetProperty("bound").ValueKind != JsonValueKind.Null).Select(pass => pass.GetProperty("pass").GetInt32()),
        ];
        Assert.Empty(Bounds("0"));
        Assert.Equal([2, 4, 5], Bounds("2"));
    }

    private static string Lambda(string model) => Path.Combine(model, "lambda.npy");

    private static void Save<T>(string path, int rows, int columns, T[] values)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using FileStream file = File.Create(path);
        NumpyMatrix.WriteHeader<T>(file, rows, columns);
        NumpyMatrix.WriteRows<T>(file, values);
    }

    private void Refused(string file, string expected)
    {
        ToolRun run = ToolRun.Of("lda", "train", _corpus.Lines, "--format", "lines", "--topics", "2", "--init", file, "--output", _corpus.At("model"), "--quiet");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("option --init", Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_corpus.At("model")));
    }
}
