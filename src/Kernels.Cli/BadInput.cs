using System;
using System.IO;
using Kernels.Corpora;

namespace Kernels.Cli;

/// <summary>Which exceptions mean that the user's input, not the run, is at fault.</summary>
internal static class BadInput
{
    public static bool Is(Exception exception) => exception is BadInputException or CorpusFormatException;

    /// <summary>The library refused an argument that came from the command line: what it says, without the parameter's name.</summary>
    public static BadInputException From(string what, Exception exception)
    {
        // A message that begins with the file's name needs it no second time.
        string message = Message(exception), name = what[(what.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return new(message.StartsWith(name + ": ", StringComparison.Ordinal) ? $"{what[..^name.Length]}{message}" : $"{what}: {message}", exception);
    }

    /// <summary>Whether the library refused an argument's value; a null is a fault of ours.</summary>
    public static bool IsRefusal(Exception exception) => exception is ArgumentException and not ArgumentNullException;

    /// <summary>Reads what the command line names: what is not there, cannot be opened or is not what it should be is bad input.</summary>
    public static T Reading<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (IsRefusal(exception)
            || exception is InvalidDataException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw From(what, exception);
        }
    }

    /// <summary>Works on what the command line names, which is at fault where the library refuses it, and where sums leave the range of numbers.</summary>
    public static T Naming<T>(string what, Func<T> work)
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

    /// <summary>A folder where a file is wanted: the system says only that access is denied.</summary>
    public static void RequireNoFolder(string path, string expected)
    {
        if (Directory.Exists(path))
        {
            throw new BadInputException($"{path}: found a folder, expected {expected}");
        }
    }

    private static string Message(Exception exception) => exception is ArgumentException { ParamName: string parameter }
        ? exception.Message.Replace($" (Parameter '{parameter}')", string.Empty, StringComparison.Ordinal)
        : exception.Message;
}
