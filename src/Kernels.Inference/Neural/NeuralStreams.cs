namespace Kernels.Inference;

/// <summary>The uses of a seed: numbers of different streams have nothing to do with each other.</summary>
internal static class NeuralStreams
{
    public const uint Initialization = 0x4E_45_00_01;
    public const uint Order = 0x4E_45_00_02;
    public const uint TrainingNoise = 0x4E_45_00_03;
    public const uint TestNoise = 0x4E_45_00_04;
    public const uint ImportanceNoise = 0x4E_45_00_05;
    public const uint Samples = 0x4E_45_00_06;
    public const uint WeightNoise = 0x4E_45_00_07;
}
