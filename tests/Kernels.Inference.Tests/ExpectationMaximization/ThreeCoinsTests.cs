using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Li Hang, "Statistical Learning Methods", example 9.1.</summary>
public sealed class ThreeCoinsTests
{
    private const double Exact = 1e-12;
    private static readonly ThreeCoins s_coins = new([1, 1, 0, 1, 0, 0, 1, 0, 1, 1]);

    [Theory]
    [InlineData(0.5, 0.5, 0.5, 0.5, 0.6, 0.6)]
    [InlineData(0.4, 0.6, 0.7, 0.4064171122994654, 0.5368421052631579, 0.6432432432432432)]
    public void The_books_numbers_come_out(double first, double second, double third, double expectedFirst, double expectedSecond, double expectedThird)
    {
        var result = s_coins.Fit(new(first, second, third));
        Assert.True(result.Converged);
        Assert.Equal(expectedFirst, result.Parameters.First, Exact);
        Assert.Equal(expectedSecond, result.Parameters.Second, Exact);
        Assert.Equal(expectedThird, result.Parameters.Third, Exact);
        Assert.Equal(0, result.Falls);

        // Fixed after one iteration, as the book says.
        ThreeCoinsParameters once = s_coins.Maximize(s_coins.Expectation(new(first, second, third)));
        Assert.Equal(expectedFirst, once.First, Exact);
        Assert.Equal(expectedThird, once.Third, Exact);
    }

    [Fact]
    public void The_log_likelihood_is_the_bound_and_the_divergence_whatever_q_is()
    {
        ThreeCoinsParameters theta = new(0.3, 0.8, 0.45);
        double[] q = [.. Enumerable.Range(0, 10).Select(j => j / 9.0)];
        Assert.Equal(s_coins.LogLikelihood(theta), s_coins.Bound(q, theta) + s_coins.Divergence(q, theta), Exact);
        Assert.True(s_coins.Divergence(q, theta) > 0.1);
        Assert.Equal(0, s_coins.Divergence(s_coins.Expectation(theta), theta), Exact);
        Assert.Equal(s_coins.LogLikelihood(theta), s_coins.Bound(s_coins.Expectation(theta), theta), Exact);
    }

    [Fact]
    public void Blocks_in_turn_never_lower_the_bound_and_end_as_high()
    {
        ThreeCoinsParameters start = new(0.45, 0.9, 0.2);
        ExpectationMaximization<ThreeCoinsParameters, double[]> em = new(
            s_coins,
            new("first", (q, theta) => theta with { First = s_coins.Maximize(q).First }),
            new("others", (q, theta) => s_coins.Maximize(q) with { First = theta.First }))
        { ExpectationBeforeEveryStep = true };
        var result = em.Run(start);
        double[] bounds = [.. result.History.Select(entry => entry.Bound)];
        Assert.All(bounds.Zip(bounds.Skip(1)), pair => Assert.True(pair.Second >= pair.First - 1e-12));
        Assert.Equal(s_coins.Fit(start).History[^1].Bound, bounds[^1], 1e-8);
        Assert.Equal(["expectation", "first", "expectation", "others"], result.History.Take(4).Select(entry => entry.Step));
    }

    /// <summary>The loop must be able to tell a bad M-step from a good one.</summary>
    [Fact]
    public void A_step_that_lowers_the_bound_is_counted()
    {
        ExpectationMaximization<ThreeCoinsParameters, double[]> em = new(s_coins, new MaximizationStep<ThreeCoinsParameters, double[]>("worse", (_, theta) => theta with { Second = theta.Second / 2 })) { MaxIterations = 3, Tolerance = 0 };
        var result = em.Run(new(0.4, 0.6, 0.7));
        Assert.True(result.Falls >= 1, $"{result.Falls} falls.");
    }

    /// <summary>Where the first coin all but always falls on heads, the third one's chance is still a chance, and the right one.</summary>
    [Fact]
    public void A_coin_that_is_all_but_never_thrown_has_a_chance()
    {
        foreach (double rare in new[] { 1e-8, 1e-15, 2.220446049250313e-16, 1.1102230246251565e-16 })
        {
            double[] posterior = [.. Enumerable.Repeat(1 - rare, 10)];
            ThreeCoinsParameters found = s_coins.Maximize(posterior);
            Assert.Equal(0.6, found.Second, 1e-12);
            Assert.Equal(0.6, found.Third, 1e-12);
        }

        Assert.Contains("holds 3 values; expected 10", Assert.Throws<ArgumentException>(() => s_coins.Maximize([0.5, 0.5, 0.5])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sides_and_chances_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ThreeCoins([]));
        Assert.Contains("Throw 2 is 2", Assert.Throws<ArgumentException>(() => new ThreeCoins([1, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => s_coins.Fit(new(0.5, double.NaN, 0.5)));
        Assert.Throws<ArgumentException>(() => s_coins.Fit(new(1.5, 0.5, 0.5)));
        Assert.Throws<ArgumentException>(() => new ExpectationMaximization<ThreeCoinsParameters, double[]>(s_coins).Run(new(0.5, 0.5, 0.5)));
        Assert.Throws<ArithmeticException>(() => new ExpectationMaximization<ThreeCoinsParameters, double[]>(
            s_coins, new MaximizationStep<ThreeCoinsParameters, double[]>("lost", (_, theta) => theta with { First = double.NaN })).Run(new(0.5, 0.5, 0.5)));
    }
}
