using System;

namespace Kernels.Cli;

/// <summary>A command was stopped after some of its results had gone to standard output, from where nothing can be taken back.</summary>
/// <param name="written">What had gone there: "the first 4,096 rows were written".</param>
internal sealed class StoppedMidwayException(string written) : OperationCanceledException($"stopped; {written}");
