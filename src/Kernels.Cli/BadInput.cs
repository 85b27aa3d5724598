using System;
using Kernels.Corpora;

namespace Kernels.Cli;

/// <summary>Which exceptions mean that the user's input, not the run, is at fault.</summary>
internal static class BadInput
{
    public static bool Is(Exception exception) => exception is BadInputException or CorpusFormatException;
}
