using System;
using System.IO;
using Kernels.Tests;
using Xunit;

namespace Kernels.Gpu.Tests;

/// <summary>A fact about files of the checkout, of which there is none where the suite was published to.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CheckoutFactAttribute : FactAttribute
{
    public CheckoutFactAttribute()
    {
        try
        {
            PublicApi.Root();
        }
        catch (DirectoryNotFoundException exception)
        {
            Skip = $"This is no checkout: {exception.Message}";
        }
    }
}
