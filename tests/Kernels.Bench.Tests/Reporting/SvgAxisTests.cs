using System;
using System.Collections.Generic;
using System.Linq;
using Kernels.Bench.Reporting;
using Kernels.Drawing;
using Xunit;

namespace Kernels.Bench.Tests.Reporting;

public sealed class SvgAxisTests
{
    public static TheoryData<double[], bool> Ranges
    {
        get
        {
            TheoryData<double[], bool> data = [];
            foreach (bool isLog in new[] { false, true })
            {
                double[][] ranges =
                [
                    [], [3], [0], [-5], [1, 2], [1, 1.0000001], [0.1, 0.11], [1e-9, 1e9], [16, 4_194_304], [-7.4, -7.1], [0, 100],
                    [1e300, 1e-300], [1e250, 1e-250], [5e-324], [double.MaxValue], [double.NaN, 4, double.PositiveInfinity],
                ];
                foreach (double[] values in ranges)
                {
                    data.Add(values, isLog);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void ValuesAndTicksAreInsideTheFrame(double[] values, bool isLog)
    {
        SvgAxis axis = SvgAxis.Of(values, isLog, 50, 450);
        Assert.True(axis.Low < axis.High);
        foreach (double value in values.Where(axis.Shows))
        {
            Assert.InRange(axis.At(value), 50, 450);
        }

        IReadOnlyList<double> ticks = axis.Ticks(8);
        Assert.InRange(ticks.Count, 1, 9);
        Assert.Equal(ticks.Distinct().Order(), ticks);
        Assert.All(ticks, tick => Assert.InRange(axis.At(tick), 49.999, 450.001));
    }

    [Theory]
    [InlineData(double.NaN, false, false)]
    [InlineData(double.NegativeInfinity, false, false)]
    [InlineData(0, true, false)]
    [InlineData(-1, true, false)]
    [InlineData(-1, false, true)]
    [InlineData(1, true, true)]
    public void AnAxisShowsWhatItCan(double value, bool isLog, bool shows) => Assert.Equal(shows, SvgAxis.Of([1, 10], isLog, 0, 1).Shows(value));

    [Fact]
    public void ALogarithmicAxisIsLogarithmic()
    {
        SvgAxis axis = SvgAxis.Of([1, 100], isLog: true, 0, 100);
        Assert.Equal(50, axis.At(10), 6);
        Assert.Equal(axis.At(10) - axis.At(1), axis.At(100) - axis.At(10), 6);
        Assert.Equal([1, 2, 5, 10, 20, 50, 100], axis.Ticks(8));
        Assert.Equal([1, 3, 10, 30, 100], axis.Ticks(6));
        Assert.Equal([2, 3, 4, 5, 7, 10], SvgAxis.Of([2, 10], isLog: true, 0, 100).Ticks(8));
        Assert.Equal([1, 10, 100], axis.Ticks(3));
    }

    [Fact]
    public void ALinearAxisHasRoundTicksAndBeginsAtZeroWhereZeroIsNear()
    {
        Assert.Equal([0, 20, 40, 60, 80, 100], SvgAxis.Of([10, 100], isLog: false, 0, 1).Ticks(7));
        Assert.Equal(0, SvgAxis.Of([70, 100], isLog: false, 0, 1).Low);
        Assert.InRange(SvgAxis.Of([95, 100], isLog: false, 0, 1).Low, 94, 95);
        Assert.Equal(-7.4, SvgAxis.Of([-7.4, -7.1], isLog: false, 0, 1).Ticks(8)[0], 12);
        Assert.All(SvgAxis.Of([0.1, 0.3], isLog: false, 0, 1).Ticks(8), tick => Assert.True(SvgAxis.Text(tick).Length <= 4, SvgAxis.Text(tick)));
    }

    [Fact]
    public void TheOnlyValueIsInTheMiddle()
    {
        Assert.Equal(50, SvgAxis.Of([8], isLog: true, 0, 100).At(8), 6);
        Assert.Equal(50, SvgAxis.Of([-8], isLog: false, 0, 100).At(-8), 6);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.5, "0.5")]
    [InlineData(1024, "1,024")]
    [InlineData(65_536, "65.536k")]
    [InlineData(4_000_000, "4M")]
    [InlineData(2e9, "2G")]
    [InlineData(1e-5, "1e-5")]
    [InlineData(-7.25, "-7.25")]
    public void TicksAreShort(double tick, string text) => Assert.Equal(text, SvgAxis.Text(tick));
}
