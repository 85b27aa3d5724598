using System.IO;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Kernels.Bench;
using Kernels.Bench.Reporting;

// Among the build's output, not in the checkout's top level.
IConfig common = DefaultConfig.Instance.WithArtifactsPath(Path.Combine(".artifacts", "benchmarks"));

switch (args is [var command, ..] ? command : string.Empty)
{
    case "dry":
        SpanBenchmarks.OnlySmallest = true;
        ManualConfig config = ManualConfig.Create(common).AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance));
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(["--filter", "*"], config);
        break;
    case "micro":
        Micro.Run();
        break;
    case "estep":
        LdaSpeed.Run(args[1..]);
        break;
    case "schedule":
        LdaSchedule.Run(args[1..]);
        break;
    case "report":
        ReportCommand.Run(args[1..]);
        break;
    case "compare":
        return Comparison.Run(args[1..]);
    case "gpu":
        return GpuSpeed.Run(args[1..]);
    case "lanes":
        LanesProof.Run();
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args, common);
        break;
}

return 0;
