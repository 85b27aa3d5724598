using System;

namespace Kernels.Cli;

/// <summary>Bad input or a bad option: one line that says what was found and what was expected, exit code 2.</summary>
internal sealed class BadInputException : Exception
{
    public BadInputException()
    {
    }

    public BadInputException(string message)
        : base(message)
    {
    }

    public BadInputException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
