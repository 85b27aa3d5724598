using System;
using Xunit;

namespace Kernels.Cli.Tests;

/// <summary>A test against the real scikit-learn, gensim and SciPy, skipped where Python has not got them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PythonFactAttribute : FactAttribute
{
    public PythonFactAttribute()
    {
        if (Python.Interpreter is null)
        {
            Skip = "Python with scikit-learn and gensim is not on this machine; KERNELS_PYTHON names an interpreter that has them.";
        }
    }
}
