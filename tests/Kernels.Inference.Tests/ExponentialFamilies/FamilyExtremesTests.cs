using System;
using System.Linq;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>Distributions all but equal, far from each other and far from 0, beside mpmath with 60 digits at the doubles' exact values.</summary>
public class FamilyExtremesTests
{
    private const double Exact = 4e-14;

    public static TheoryData<double, double, double, double, double, double, double> Neighbours() => new()
    {
        // ε; Bernoulli .3 ‖ .3 + ε; categorical (−1, 2, ½) ‖ (−1 + ε, 2, ½ − ε); Gamma(3.7, .4) ‖ Gamma(3.7·(1 + ε), .4·(1 − ε)) and ‖ Gamma(3.7, .4·(1 − ε));
        // Gaussian (−3/.7, −½/.7) ‖ (the same, ·(1 + ε)); Normal–Gamma of κ = 2 ‖ 2·(1 + ε).
        { 1e-3, 1.2222308506109705529e-7, 9.7920345911180133221e-8, 7.674489740785137033e-6, 1.8512342590740565003e-6, 6.671982737524675609e-6, 2.4983345823336158325e-7 },
        { 1e-6, 1.2222914977279692065e-13, 9.7929274586966362821e-14, 7.6722114133511708011e-12, 1.8500012334406542826e-12, 6.6785648325376281821e-12, 2.499998332923250554e-13 },
        { 1e-9, 1.222291624957160873e-19, 9.7929286386640768668e-20, 7.672209380675967589e-18, 1.8499997938945626272e-18, 6.6785719338749e-18, 2.5000004120352050313e-19 },
        { 1e-12, 1.2222374806682961428e-25, 9.7924950848866318166e-26, 7.6727810829218125836e-24, 1.8501235429588195325e-24, 6.6791657232618e-24, 2.5004445226683217983e-25 },
    };

    [Theory]
    [MemberData(nameof(Neighbours))]
    public void DivergencesOfNeighboursKeepAllTheirDigits(double step, double bernoulli, double categorical, double gamma, double rate, double gaussian, double normalGamma)
    {
        Near(bernoulli, new BernoulliFamily().KullbackLeibler([0.3], [0.3 + step]));
        Near(categorical, new CategoricalFamily(3).KullbackLeibler([-1, 2, 0.5], [-1 + step, 2, 0.5 - step]));
        GammaFamily family = new();
        Near(gamma, family.KullbackLeibler([3.7, -0.4], [3.7 * (1 + step), -0.4 * (1 - step)]));
        Near(rate, family.KullbackLeibler([3.7, -0.4], [3.7, -0.4 * (1 - step)]));
        Near(normalGamma, new NormalGammaFamily().KullbackLeibler([3, -4, 0, -1], [3, -4, 0, -(1 + step)]));

        // The mean moves too, and is rounded in the solution for it: that is all that is lost.
        double found = new GaussianFamily().KullbackLeibler([-3 / 0.7, -0.5 / 0.7], [-3 / 0.7, -0.5 / 0.7 * (1 + step)]);
        Assert.True(Math.Abs(found / gaussian - 1) <= 1e-15 / step, $"{found:R}, expected {gaussian:R}");
    }

    /// <summary>tr − ln |·| − p of matrices beside each other by its series in E = Λ⁻¹·(Λ′ − Λ), ½·tr E² − ⅓·tr E³, whose next term is nothing.</summary>
    [Fact]
    public void DivergencesOfNeighbouringMatricesKeepAllTheirDigits()
    {
        double[] precision = [2, 0.5, 0.25, 0.5, 1, -0.25, 0.25, -0.25, 0.75];
        double[] move = [1, -1, 0.5, -1, 0.5, 0.25, 0.5, 0.25, -2];
        MultivariateGaussianFamily family = new(3);
        foreach (double step in new[] { 1.0 / (1 << 20), 1.0 / (1L << 40) })
        {
            double[] other = [.. precision.Zip(move, (value, by) => value + (step * by))];
            double[] e = Solve(precision, [.. move.Select(by => step * by)]);
            double expected = 0.5 * ((0.5 * Trace(e, e)) - (Trace(Product(e, e), e) / 3) + (0.25 * Trace(Product(e, e), Product(e, e))));
            Near(expected, family.KullbackLeibler(Natural(precision), Natural(other)));
        }

        static double[] Natural(double[] precision) => [0, 0, 0, .. precision.Select(value => -0.5 * value)];
    }

    /// <summary>Where the means come together, V′/V = s′/s, the shapes alone differ: terms of the usual formula are s times what is left of them. By mpmath with 60 digits.</summary>
    [Theory]
    [InlineData(1e9, 2e9, 1.0001e9, 2.0002e9, 2.499833346665583425e-9)]
    [InlineData(1e6, 1, 1e6 + 1, 1.000001, 2.499999166667117172e-13)]
    [InlineData(1e12, 3, 1.5e12, 4.5, 0.0472674459459316979)]
    [InlineData(50, 7, 60, 8.4, 0.0088947731884049512968)]
    [InlineData(2, 1, 4e6, 2e6, 1081443.545450677373)]
    [InlineData(1e5, 1, 1e5, 1.00001, 4.9999666669821760518e-6)]
    public void DivergencesAlongTheRidgeOfOneMeanKeepTheirDigits(double shape, double rate, double otherShape, double otherRate, double expected) =>
        Near(expected, new GammaFamily().KullbackLeibler([shape, -rate], [otherShape, -otherRate]));

    [Theory]
    [InlineData(1e6, 1.25e6, 1.25, 0.080569427307458232799)]
    [InlineData(1e9, 1e9 + 1024, 1 + (1.0 / (1 << 20)), 7.4185469834743045895e-6)]
    [InlineData(3, 6, 2, 1.3227043071102954712)]
    [InlineData(1e7, 1e7, 1, 0)]
    [InlineData(2.5, 4096, 1024, 7638.5140299854269689)]
    public void SoDoThoseOfMatrices(double shape, double otherShape, double factor, double expected)
    {
        double[] inverseScale = [2, 0.5, 0.25, 0.5, 1, -0.25, 0.25, -0.25, 0.75];
        Near(expected, new WishartFamily(3).KullbackLeibler([shape, .. inverseScale.Select(value => -value)], [otherShape, .. inverseScale.Select(value => -factor * value)]));

        // Beside the ridge: another matrix, far from it.
        double[] other = [2.5, 0.5, 0.25, 0.5, 1.25, -0.25, 0.25, -0.25, 1];
        Near(52270.598856827385217, new WishartFamily(3).KullbackLeibler([1e6, .. inverseScale.Select(value => -value)], [1.25e6, .. other.Select(value => -value)]));
    }

    /// <summary>A prior that says next to nothing is far from any posterior: the ratio of the two, less 1 and plus 1 again, is 0.</summary>
    [Fact]
    public void DivergencesFromVaguePriorsAreFinite()
    {
        GammaFamily gamma = new();
        Near(8.6304449907183019741, gamma.KullbackLeibler([500.001, -1e12], [1e-3, -1e-6]));
        Near(1000000000482162.7586, gamma.KullbackLeibler([1e-3, -1e-6], [500.001, -1e12]));
        Near(44.05170186008091363, gamma.KullbackLeibler([2, -3e5], [2, -3e-5]));
        double[] vague = FamilyCases.NormalGamma(0.5, 1e-15, 2, 5);
        Near(20.756615888856513436, new NormalGammaFamily().KullbackLeibler(FamilyCases.NormalGamma(0.5, 1000, 3, 4), vague));
        Near(20.223265836946411157, new GaussianFamily().KullbackLeibler([0, -0.5e18], [0, -0.5]));
        Near(11.01292546502022842, new GaussianFamily().KullbackLeibler([0, -0.5e10], [0, -0.5]));

        // Independent coordinates add up.
        double two = new MultivariateGaussianFamily(2).KullbackLeibler([0, 0, -0.5e18, 0, 0, -0.5e10], [0, 0, -0.5, 0, 0, -0.5]);
        Near(20.223265836946411157 + 11.01292546502022842, two);
    }

    [Fact]
    public void CertainCategoriesKeepTheirDigitsWhereverEtaStands()
    {
        BernoulliFamily bernoulli = new();
        Near(1.3167585470527210764e-18, bernoulli.Entropy([45]));
        Near(1.3167585470527210764e-18, bernoulli.Entropy([-45]));
        Near(bernoulli.LogDensity([-45], [0]), bernoulli.LogDensity([45], [1]));
        Near(-Math.Exp(-45), bernoulli.LogDensity([45], [1]));
        Near(1.7419236109117976406e-16, new CategoricalFamily(3).Entropy([300, 260, 250]));
        Assert.Equal(double.NegativeInfinity, new CategoricalFamily(2).LogDensity([1, double.NegativeInfinity], [1]));
        Assert.Throws<ArgumentException>(() => new CategoricalFamily(2).LogDensity([1, double.NaN], [0]));
    }

    [Fact]
    public void DensitiesFarFromZeroKeepTheirDigits()
    {
        // N(10⁸, 1) at 10⁸ + 1, and seconds since 1970 with a deviation of 2.
        GaussianFamily family = new();
        Near(-1.4189385332046727418, family.LogDensity([1e8, -0.5], [1e8 + 1]));
        Near(-2.7370857137646180512, family.LogDensity([1.7e9 / 4, -0.125], [1.7e9 + 3]));
        Near(-1.4189385332046727418 - 2.7370857137646180512, new MultivariateGaussianFamily(2).LogDensity([1e8, 1.7e9 / 4, -0.5, 0, 0, -0.125], [1e8 + 1, 1.7e9 + 3]));
    }

    /// <summary>Spreads of 1e-6 in numbers of 1e12: the terms of the usual formula are 3e13, the entropy is 15.</summary>
    [Fact]
    public void EntropiesOfLargeParametersKeepTheirDigits()
    {
        GammaFamily gamma = new();
        foreach ((double shape, double entropy) in new[] { (1e-3, -992.66681747449461569), (0.3, -1.0559689607220176769), (0.9, 0.89088354474003785847), (1, 1), (1.5, 1.3609727753754665174), (2.5, 1.7299479095050543788), (5, 2.1535831566207437287), (15, 2.750367919487569676), (16, 2.7840714589289860403), (1e3, 4.8724827560179718281), (1e6, 8.3266934788533931272), (1e12, 15.234449091168613513) })
        {
            Near(entropy, gamma.Entropy([shape, -1]));
        }

        Near(-28.376662987975701615, new DirichletFamily(3).Entropy([1e12, 2e12, 3e12]));
        Near(-6.790161810721964063, new DirichletFamily(2).Entropy([1e6, 2e6]));
        Assert.Equal(0, new DirichletFamily(1).Entropy([7]));

        // Wishart(2s, ½) of three rows at s = 1e9, by mpmath.
        Near(69.643707936477351954, new WishartFamily(3).Entropy([1e9, -1, 0, 0, 0, -1, 0, 0, 0, -1]));
    }

    [Fact]
    public void WhatIsNoObservationHasNoBaseMeasure()
    {
        Assert.Throws<ArgumentException>(() => new DirichletFamily(2).LogBaseMeasure([-1, 2]));
        Assert.Throws<ArgumentException>(() => new BernoulliFamily().LogBaseMeasure([7]));
        Assert.Throws<ArgumentException>(() => new GaussianFamily().LogBaseMeasure([double.NaN]));
    }

    /// <summary>65,536² is 0 in 32 bits.</summary>
    [Fact]
    public void AHessianLargerThanAnyArrayIsRefused()
    {
        DirichletFamily family = new(65536);
        double[] natural = new double[65536];
        Array.Fill(natural, 1.0);
        Assert.Contains("expected 4294967296", Assert.Throws<ArgumentException>(() => family.Hessian(natural, [])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new GammaFamily().Sample([1, -1], 1, 0, ulong.MaxValue, new double[2]));
    }

    private static void Near(double expected, double found) => Assert.True(Math.Abs(found - expected) <= Exact * Math.Abs(expected), $"{found:R}, expected {expected:R}");

    private static double[] Product(double[] a, double[] b) => [.. Enumerable.Range(0, 9).Select(ij => Enumerable.Range(0, 3).Sum(k => a[(ij / 3 * 3) + k] * b[(k * 3) + (ij % 3)]))];

    private static double Trace(double[] a, double[] b) => Enumerable.Range(0, 3).Sum(i => Product(a, b)[i * 4]);

    /// <summary>a⁻¹·b by cofactors.</summary>
    private static double[] Solve(double[] a, double[] b)
    {
        double Minor(int row, int column)
        {
            int[] r = [.. Enumerable.Range(0, 3).Where(i => i != row)], c = [.. Enumerable.Range(0, 3).Where(i => i != column)];
            return (a[(r[0] * 3) + c[0]] * a[(r[1] * 3) + c[1]]) - (a[(r[0] * 3) + c[1]] * a[(r[1] * 3) + c[0]]);
        }

        double[] adjugate = [.. Enumerable.Range(0, 9).Select(ij => (((ij / 3) + (ij % 3)) % 2 == 0 ? 1 : -1) * Minor(ij % 3, ij / 3))];
        double determinant = Product(a, adjugate)[0];
        return Product([.. adjugate.Select(value => value / determinant)], b);
    }
}
