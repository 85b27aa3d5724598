using System;
using System.IO;
using Kernels.Bench;
using Kernels.Bench.Reporting;
using Kernels.Bench.Suites.Running;

try
{
    if (args is [not ("suites" or ['-', ..]), .., "--help" or "-h"])
    {
        Console.WriteLine(Usage.Text);
        return 0;
    }

    if (args is ["dry" or "micro" or "lanes", var unknown, ..])
    {
        throw new ArgumentException($"{args[0]} was given \"{unknown}\"; it takes no arguments.");
    }

    switch (args is [var command, ..] ? command : "--help")
    {
        case "--help" or "-h":
            Console.WriteLine(Usage.Text);
            return 0;
        case "suites":
            return SuiteCommand.Run(args[1..]);
        case ['-', ..]:
            return SuiteCommand.Run(args);
        case "dry":
            return DryRun.Run();
        case "micro":
            Micro.Run();
            return 0;
        case "estep":
            LdaSpeed.Run(args[1..]);
            return 0;
        case "schedule":
            LdaSchedule.Run(args[1..]);
            return 0;
        case "structured":
            LdaStructured.Run(args[1..]);
            return 0;
        case "estimators":
            GradientVariances.Run();
            return 0;
        case "report" or "render" or "readme" or "compare" or "growth":
            return ReportCommands.Run(args, Console.Out, Console.Error);
        case "functions":
            PeerFunctions.Run(args[1..]);
            return 0;
        case "mixtures":
            PeerMixtures.Run(args[1..]);
            return 0;
        case "gpu":
            return GpuSpeed.Run(args[1..]);
        case "lanes":
            LanesProof.Run();
            return 0;
        default:
            throw new ArgumentException($"\"{args[0]}\" is no command; --help shows them.");
    }
}
catch (Exception exception) when (exception is ArgumentException or FormatException or IOException)
{
    Console.Error.WriteLine(exception.Message);
    return 2;
}
