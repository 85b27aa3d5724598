using System.Linq;
using Kernels.Bench.Measuring;
using Kernels.Bench.Reporting;
using Xunit;

namespace Kernels.Bench.Tests.Measuring;

public sealed class WallTests
{
    private static readonly ArithmeticRates s_rates = new(MultiplyAdds: 60, Additions: 60, Both: 100, Divisions: 8);

    [Theory]
    [InlineData(30, 0, 0, 0, 0.5, "30 multiply–adds")]
    [InlineData(20, 10, 0, 0, 0.5, "30 multiply–adds")]
    [InlineData(0, 0, 30, 0, 0.5, "30 additions")]
    [InlineData(30, 0, 30, 0, 0.6, "60 multiply–adds and additions")]
    [InlineData(30, 0, 30, 8, 1.0, "8 divisions")]
    public void TheWallOfArithmeticIsWhatTakesLongest(double multiplyAdds, double multiplications, double additions, double divisions, double nanoseconds, string text)
    {
        Wall wall = Wall.Nearest(Wall.OfArithmetic(new Operations(multiplyAdds, multiplications, additions, divisions, 1e6), s_rates));
        Assert.Equal(nanoseconds, wall.Nanoseconds, 12);
        Assert.Equal(text, wall.Text);
    }

    [Theory]
    [InlineData(8, 0, 0.08, "8 bytes read, cache")]
    [InlineData(8, 8, 0.32, "16 bytes read and written, cache")]
    [InlineData(100, 4, 1.0, "100 bytes read, cache")]
    public void TheWallOfMemoryIsReadingOrReadingAndWriting(double read, double written, double nanoseconds, string text)
    {
        Wall wall = Wall.Nearest(Wall.OfMemory(read, written, reading: 100, copying: 50, "cache"));
        Assert.Equal(nanoseconds, wall.Nanoseconds, 12);
        Assert.Equal(text, wall.Text);
    }

    [Fact]
    public void AFigureIsHeldAgainstItsWallInItsOwnUnit()
    {
        Wall wall = new(2, "why");
        Figure time = wall.Bound(new("g", "n", "", "ns", 4, 0)), rate = wall.Bound(new("g", "n", "", "million visits/s", 100, 0, MoreIsBetter: true));
        Assert.Equal((2.0, 0.5, "why"), (time.Limit, time.Reached, time.Wall));
        Assert.Equal((500.0, 0.2), (rate.Limit, rate.Reached));
    }

    [Fact]
    public void OperationsOfFloatingPointAreCountedAsUsual()
    {
        Operations operations = new(MultiplyAdds: 10, Multiplications: 3, Additions: 4, Divisions: 1, Others: 7);
        Assert.Equal(28, operations.Flops);
        Assert.Equal(13, operations.Products);
        Assert.Equal(operations, (operations + operations) / 2);
    }

    /// <summary>Units that only add lift the roof above two operations a multiply–add.</summary>
    [Fact]
    public void TheRoofIsTheMostThatCanBeComputed()
    {
        Assert.Equal(150, s_rates.Flops);
        Assert.Equal(120, (s_rates with { Both = 60 }).Flops);
    }
}
