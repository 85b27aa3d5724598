namespace Kernels.Bench;

/// <summary>What can be run.</summary>
internal static class Usage
{
    public const string Text = """
        dotnet run -c Release --project bench/Kernels.Bench -- COMMAND

        Suites (BenchmarkDotNet, each benchmark in a process of its own; tables go to .artifacts/benchmarks)
          suites OPTIONS            or OPTIONS alone: run suites
              --anyCategories Micro     kernels over spans: plain loop, library call, ours at every width; 16 to 4,194,304 values
              --anyCategories EndToEnd  LDA's E-step, lambda step, inference of a document, the readers
              --anyCategories Gpu       kernels and E-step on a GPU, in a build with one
              --filter PATTERN...       by name, for example '*DigammaBenchmarks<Double>*'
              --widths LIST             widths of lanes: 512,256,128,scalar, or all (Micro's default), or native (that of the others)
              --job NAME                short, medium, long, ... instead of the suites' own short job
              --list flat               names only; suites --help shows the other options of BenchmarkDotNet
          dry                       every suite at its smallest size, once, in this process: fails when one throws, gives no result,
                                    computes something else than its plain loop, or allocates where it should not

        Quick tables
          micro                     ns an element of every kernel at every width, 1,024 elements
          lanes                     what writing a formula once costs: generic against hand-written, time and machine code
          estep CORPUS VOCABULARY K ALPHA ITERATIONS [THREADS]
                                    E-step and lambda step of a real corpus, one thread against several
          schedule TRAIN TEST VOCABULARY batch|online PASSES K ALPHA ETA
                                    held-out score and time of inner schedules
          structured CORPUS VOCABULARY TEST|- K PASSES BATCH STARTS ALPHA,... ETA,... [METHOD,...]
                                    structured inference beside mean field; with - every tenth document is held out;
                                    methods: mean-field[:ITERATIONS], sampled[:DRAWS], corrected[:DRAWS]
          gpu                       what one GPU does (KERNELS_GPU=simulator tries the code without one)

        Report
          report [--quick] [--output DIR] [--peers FILE]
                                    measure this machine: report.html, report.md, results.json
          render DIR                write the report again from its results
          readme                    write the tables of README.md from the committed results
          compare OLD NEW           two results.json: exit code 1 when something became slower beyond noise
          functions, growth         what bench/peers and report start in processes of their own
        """;
}
