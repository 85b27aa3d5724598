using System;
using System.Collections.Generic;
using System.Threading;
using Xunit;

namespace Kernels.Inference.Tests;

/// <summary>What a cancelled fit returns: what it had learnt, if anything.</summary>
public sealed class MixtureCancellationTests
{
    private static readonly double[] s_x = MixtureData.Clouds(5000, 2, 3, 43, distance: 1.5);

    /// <summary>Cancelled after its seventh iteration, a fit is that of seven iterations, to the bit, with its likelihood.</summary>
    [Fact]
    public void A_cancelled_fit_is_that_of_its_iterations()
    {
        GaussianMixtureOptions options = new() { ComponentCount = 4, Tolerance = 0, MaxIterations = int.MaxValue };
        using CancellationTokenSource stop = new();
        GaussianMixture found = new GaussianMixtureTrainer<double>(options).Fit(s_x, 2, progress: At(7, 1, stop), cancellation: stop.Token);
        GaussianMixture expected = new GaussianMixtureTrainer<double>(options with { MaxIterations = 7 }).Fit(s_x, 2);
        Assert.Equal((true, false, 7, 1), (found.Fit!.Cancelled, found.Fit.Converged, found.Fit.Iterations, found.Fit.StartCount));
        Assert.False(expected.Fit!.Cancelled);
        Assert.Equal(expected.Parameters.Means.ToArray(), found.Parameters.Means.ToArray());
        Assert.Equal(expected.Parameters.Covariances.ToArray(), found.Parameters.Covariances.ToArray());
        Assert.Equal((expected.Fit.LogLikelihood, expected.Fit.LogCertainty), (found.Fit.LogLikelihood, found.Fit.LogCertainty));
        Assert.Equal(expected.Fit.History, found.Fit.History);
    }

    /// <summary>The likeliest of the starts until then, and no start after it.</summary>
    [Fact]
    public void The_best_start_until_then_is_returned()
    {
        GaussianMixtureOptions options = new() { ComponentCount = 4, Restarts = 50, Start = MixtureStart.Random, MaxIterations = 20, Tolerance = 0 };
        List<MixtureProgress> seen = [];
        using CancellationTokenSource stop = new();
        Action<MixtureProgress> cancel = At(1, 3, stop);
        GaussianMixture found = new GaussianMixtureTrainer<double>(options).Fit(s_x, 2, default, progress => { seen.Add(progress); cancel(progress); }, stop.Token);
        GaussianMixture two = new GaussianMixtureTrainer<double>(options with { Restarts = 2 }).Fit(s_x, 2);
        Assert.Equal((true, 3), (found.Fit!.Cancelled, found.Fit.StartCount));
        Assert.Equal(two.Fit!.BestStart, found.Fit.BestStart);
        Assert.Equal(two.Parameters.Means.ToArray(), found.Parameters.Means.ToArray());
        Assert.Equal(41, seen.Count);
        Assert.Equal((1, 50, 1), (seen[0].Start, seen[0].Starts, seen[0].Iteration));
        Assert.Equal((2, 20), (seen[39].Start, seen[39].Iteration));
        Assert.Contains(found.Fit.History[^1], seen.ConvertAll(progress => progress.Objective));
    }

    [Fact]
    public void Before_the_first_iteration_there_is_nothing_to_return()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => new GaussianMixtureTrainer<double>(new() { ComponentCount = 2 }).Fit(s_x, 2, cancellation: stop.Token));
        GaussianMixtureParameters start = GaussianMixtureTrainerTests.Start(s_x, 2, 2, GaussianCovariance.Full);
        Assert.ThrowsAny<OperationCanceledException>(() => new GaussianMixtureTrainer<double>(new() { ComponentCount = 2 }).Fit(s_x, start, cancellation: stop.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => new BayesianGaussianMixtureTrainer(new() { ComponentCount = 2 }).Fit(s_x, 2, cancellation: stop.Token));
    }

    /// <summary>A mini-batch that is cancelled has changed nothing, the first one neither.</summary>
    [Fact]
    public void A_cancelled_mini_batch_is_left_out()
    {
        GaussianMixtureOnlineTrainer<double> trainer = new(new() { ComponentCount = 3 }, 2), other = new(new() { ComponentCount = 3 }, 2);
        using CancellationTokenSource stop = new();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.PartialFit(s_x.AsMemory(0, 2000), cancellation: stop.Token));
        Assert.Equal((0, 0L), (trainer.BatchCount, trainer.ObservationCount));

        // A first mini-batch without an end, cancelled on the way: what EM had by then is dropped.
        GaussianMixtureOnlineTrainer<double> endless = new(new() { ComponentCount = 3, Tolerance = 0, MaxIterations = int.MaxValue }, 2);
        using CancellationTokenSource later = new();
        Thread canceller = new(() =>
        {
            Thread.Sleep(100);
            later.Cancel();
        });
        canceller.Start();
        Assert.ThrowsAny<OperationCanceledException>(() => endless.PartialFit(s_x, cancellation: later.Token));
        canceller.Join();
        Assert.Equal((0, 0L), (endless.BatchCount, endless.ObservationCount));
        Assert.Throws<InvalidOperationException>(endless.Model);
        trainer.PartialFit(s_x.AsMemory(0, 2000));
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.PartialFit(s_x.AsMemory(4000, 2000), cancellation: stop.Token));
        trainer.PartialFit(s_x.AsMemory(2000, 2000));
        other.PartialFit(s_x.AsMemory(0, 2000));
        other.PartialFit(s_x.AsMemory(2000, 2000));
        Assert.Equal(other.Model().Parameters.Covariances.ToArray(), trainer.Model().Parameters.Covariances.ToArray());
        Assert.Equal(other.History, trainer.History);
    }

    [Fact]
    public void A_cancelled_bayesian_fit_is_that_of_its_sweeps()
    {
        BayesianGaussianMixtureOptions options = new() { ComponentCount = 4, Ascent = new() { Tolerance = 0 }, Restarts = 2 };
        using CancellationTokenSource stop = new();
        BayesianGaussianMixture found = new BayesianGaussianMixtureTrainer(options).Fit(s_x, 2, progress: At(5, 1, stop), cancellation: stop.Token);
        BayesianGaussianMixture expected = new BayesianGaussianMixtureTrainer(options with { Restarts = 1, Ascent = new() { Tolerance = 0, MaxSweeps = 5 } }).Fit(s_x, 2);
        Assert.Equal((true, false, 5), (found.Ascent.Cancelled, found.Ascent.Converged, found.Ascent.Sweeps));
        Assert.Equal(expected.Ascent.Bound, found.Ascent.Bound);
        Assert.Equal(expected.Means.ToArray(), found.Means.ToArray());
        GaussianMixtureFitResult fit = found.ToGaussianMixture().Fit!;
        Assert.Equal((true, 1, 5), (fit.Cancelled, fit.StartCount, fit.Iterations));
        Assert.False(expected.ToGaussianMixture().Fit!.Cancelled);
    }

    private static Action<MixtureProgress> At(int iteration, int start, CancellationTokenSource stop) => progress =>
    {
        if ((progress.Iteration, progress.Start) == (iteration, start))
        {
            stop.Cancel();
        }
    };
}
