namespace Kernels.Cli;

/// <summary>What the tool returns to the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>The input was fine and the work failed: a full disk, a lost file, a fault of ours.</summary>
    public const int Failed = 1;

    /// <summary>Bad input or a bad option; nothing was written.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by Ctrl-C or SIGTERM; what was learnt so far is saved.</summary>
    public const int Stopped = 130;
}
