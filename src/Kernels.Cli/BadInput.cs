using System;
using Kernels.Corpora;

namespace Kernels.Cli;

/// <summary>Which exceptions mean that the user's input, not the run, is at fault.</summary>
internal static class BadInput
{
    public static bool Is(Exception exception) => exception is BadInputException or CorpusFormatException;

    /// <summary>The library refused an argument that came from the command line: what it says, without the parameter's name.</summary>
    public static BadInputException From(string what, Exception exception) => new($"{what}: {Message(exception)}", exception);

    /// <summary>Whether the library refused an argument's value; a null is a fault of ours.</summary>
    public static bool IsRefusal(Exception exception) => exception is ArgumentException and not ArgumentNullException;

    /// <summary>Work whose refusals, and whose sums that leave the range of numbers, are the input's fault.</summary>
    public static TResult Guard<TResult>(string what, Func<TResult> work)
    {
        try
        {
            return work();
        }
        catch (Exception exception) when (IsRefusal(exception) || exception is ArithmeticException)
        {
            throw From(what, exception);
        }
    }

    private static string Message(Exception exception) => exception is ArgumentException { ParamName: string parameter }
        ? exception.Message.Replace($" (Parameter '{parameter}')", string.Empty, StringComparison.Ordinal)
        : exception.Message;
}
