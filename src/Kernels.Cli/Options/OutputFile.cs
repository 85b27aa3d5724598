using System;
using System.IO;

namespace Kernels.Cli.Options;

/// <summary>Writes files beside their places and renames them when all are whole.</summary>
internal static class OutputFile
{
    public static void Write(string path, Action<Stream> write) => Write((path, write));

    public static void Write(params (string Path, Action<Stream> Write)[] files)
    {
        string[] beside = Array.ConvertAll(files, file =>
        {
            string full = Path.GetFullPath(file.Path);
            return Path.Combine(Path.GetDirectoryName(full)!, $".{Path.GetFileName(full)}.{Guid.NewGuid():n}");
        });
        try
        {
            for (int i = 0; i < files.Length; i++)
            {
                using FileStream stream = new(beside[i], FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
                files[i].Write(stream);
                stream.Flush(flushToDisk: true);
            }

            for (int i = 0; i < files.Length; i++)
            {
                File.Move(beside[i], Path.GetFullPath(files[i].Path), overwrite: true);
            }
        }
        catch
        {
            Array.ForEach(beside, File.Delete);
            throw;
        }
    }
}
