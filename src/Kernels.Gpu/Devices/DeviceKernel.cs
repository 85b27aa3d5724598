using System;
using System.Reflection;
using ILGPU;
using ILGPU.Backends;
using ILGPU.Backends.EntryPoints;
using ILGPU.IR;
using ILGPU.Runtime;
using Kernels.Gpu.Lanes;

namespace Kernels.Gpu;

/// <summary>Compiles kernels. What the formulas keep out of line for the sake of the processor's JIT is inlined: a device pays for calls and gains nothing by them.</summary>
internal static class DeviceKernel
{
    /// <summary>What every context that compiles these kernels needs.</summary>
    /// <remarks>
    /// Not O2: there ILGPU 1.5.3 takes the result of every call, and the index of a thread, to be the same for all threads of a warp, and marks
    /// branches on them as not divergent. Which they are.
    /// </remarks>
    public static Context.Builder Configure(Context.Builder builder)
    {
        CudaInstructions.Register(builder);
        return builder.Optimize(OptimizationLevel.O1);
    }

    /// <summary>A class of kernels for an element type, its lane and whatever else the class is generic in.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static Type Of<T>(Type kernels, params Type[] others)
        where T : unmanaged
    {
        ThrowHelper.CheckType<T>();
        return kernels.MakeGenericType([typeof(T), typeof(T) == typeof(float) ? typeof(DeviceSingle) : typeof(DeviceDouble), .. others]);
    }

    /// <summary>A kernel with type arguments, for one thread an index.</summary>
    public static TLauncher Load<TLauncher>(Accelerator accelerator, Type kernels, string name, params Type[] arguments)
        where TLauncher : Delegate =>
        accelerator.LoadAutoGroupedKernel(Compile(accelerator.GetBackend(), Threads(kernels, name, arguments))).CreateLauncherDelegate<TLauncher>();

    /// <summary>A kernel with type arguments, for groups of threads that share memory.</summary>
    public static TLauncher LoadGrouped<TLauncher>(Accelerator accelerator, Type kernels, string name, params Type[] arguments)
        where TLauncher : Delegate =>
        accelerator.LoadKernel(Compile(accelerator.GetBackend(), Groups(kernels, name, arguments))).CreateLauncherDelegate<TLauncher>();

    /// <summary>The entry point of a kernel for single threads.</summary>
    public static EntryPointDescription Threads(Type kernels, string name, params Type[] arguments) =>
        EntryPointDescription.FromImplicitlyGroupedKernel(MethodOf(kernels, name, arguments));

    /// <summary>The entry point of a kernel for groups.</summary>
    public static EntryPointDescription Groups(Type kernels, string name, params Type[] arguments) =>
        EntryPointDescription.FromExplicitlyGroupedKernel(MethodOf(kernels, name, arguments));

    /// <summary>Compiles for a backend, which need not have a device.</summary>
    public static CompiledKernel Compile(Backend backend, EntryPointDescription entry) => backend.Compile(entry, KernelSpecialization.Empty, default(InlineAll));

    private static MethodInfo MethodOf(Type kernels, string name, Type[] arguments)
    {
        MethodInfo method = kernels.GetMethod(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            ?? throw new MissingMethodException(kernels.FullName, name);
        return arguments.Length == 0 ? method : method.MakeGenericMethod(arguments);
    }

    private readonly struct InlineAll : IBackendHook
    {
        public void FinishedCodeGeneration(IRContext context, Method entryPoint)
        {
            foreach (Method method in context.Methods)
            {
                if (method.HasImplementation)
                {
                    method.AddFlags(MethodFlags.Inline);
                }
            }
        }

        public void InitializedKernelContext(IRContext kernelContext, Method kernelMethod)
        {
        }

        public void OptimizedKernelContext(IRContext kernelContext, Method kernelMethod)
        {
        }
    }
}
