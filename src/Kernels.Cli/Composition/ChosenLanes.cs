using System;

namespace Kernels.Cli.Composition;

/// <summary>The lane width of this process.</summary>
internal static class ChosenLanes
{
    /// <summary>512, 256, 128 or 1; a width asked for by the environment that is unknown or not there is bad input.</summary>
    public static int Bits
    {
        get
        {
            try
            {
                return LaneWidth.Bits;
            }
            catch (InvalidOperationException exception)
            {
                throw new BadInputException(exception.Message, exception);
            }
        }
    }
}
