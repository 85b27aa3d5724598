using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Kernels.Bench.Measuring;

/// <summary>A level of memory.</summary>
/// <param name="Name">As the report calls it.</param>
/// <param name="Size">Bytes it holds; <see cref="long.MaxValue"/> for main memory.</param>
/// <param name="WorkingSet">Bytes that are in it and not in the level before, to measure it with.</param>
internal sealed record CacheLevel(string Name, long Size, long WorkingSet);

/// <summary>This machine's caches, the nearest first, and main memory; and where the sizes are from.</summary>
internal sealed record CacheLevels(IReadOnlyList<CacheLevel> Levels, string Source)
{
    private static readonly string[] s_names = ["first-level cache", "second-level cache", "third-level cache", "fourth-level cache"];

    /// <summary>Reads what the system tells of the first core; assumes sizes where it tells nothing.</summary>
    public static CacheLevels Read(string folder = "/sys/devices/system/cpu/cpu0/cache")
    {
        // Instructions have a cache of their own.
        long[] sizes = !Directory.Exists(folder) ? [] :
        [
            .. Directory.GetDirectories(folder, "index*")
                .Where(index => Text(index, "type") is "Data" or "Unified")
                .Select(index => (Level: Text(index, "level"), Size: Bytes(Text(index, "size"))))
                .Where(cache => cache.Size > 0)
                .OrderBy(cache => cache.Level, StringComparer.Ordinal)
                .Select(cache => cache.Size)
                .Take(s_names.Length),
        ];
        return sizes.Length > 0
            ? Of(sizes, $"sizes of the caches read from {folder}")
            : Of([32 << 10, 512 << 10, 8 << 20], "sizes of the caches assumed, the system tells nothing of them");
    }

    /// <summary>The nearest level that holds so many bytes.</summary>
    public CacheLevel Holding(double bytes) => Levels.First(level => bytes <= level.Size);

    public override string ToString()
    {
        IEnumerable<string> levels = Levels.Select(level => level.Size == long.MaxValue
            ? $"{level.Name} measured with {Text(level.WorkingSet)}"
            : $"{level.Name} {Text(level.Size)} (measured with {Text(level.WorkingSet)})");
        return $"{string.Join(", ", levels)}; {Source}.";
    }

    private static CacheLevels Of(long[] sizes, string source)
    {
        List<CacheLevel> levels = [];
        for (int i = 0; i < sizes.Length; i++)
        {
            // Half, for other data is there too; a quarter of what other cores share.
            long before = i == 0 ? 0 : sizes[i - 1], set = i < 2 ? sizes[i] / 2 : sizes[i] / 4;
            levels.Add(new CacheLevel(s_names[i], sizes[i], set > before ? set : (before + sizes[i]) / 2));
        }

        // Far more than the last cache, unless the machine is small: a report holds about five times as much.
        long most = Math.Max(2 * sizes[^1], GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 16);
        levels.Add(new CacheLevel("main memory", long.MaxValue, Math.Min(most, Math.Max(4 * sizes[^1], 256L << 20))));
        return new CacheLevels(levels, source);
    }

    private static string Text(string index, string file) =>
        File.Exists(Path.Combine(index, file)) ? File.ReadAllText(Path.Combine(index, file)).Trim() : string.Empty;

    private static string Text(long bytes) => bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes >> 10} KiB";

    /// <summary>48K, 32M.</summary>
    private static long Bytes(string text)
    {
        int shift = text.Length == 0 ? 0 : text[^1] switch { 'K' => 10, 'M' => 20, 'G' => 30, _ => 0 };
        return long.TryParse(shift == 0 ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number << shift : 0;
    }
}
