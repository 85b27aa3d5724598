using System;
using System.Globalization;
using System.Text;

namespace Kernels.Corpora;

/// <summary>Cuts text into words; takes it in pieces of any length.</summary>
internal sealed class Tokenizer(bool lowercase, Tokenizer.WordHandler onWord)
{
    /// <summary>The longest word in UTF-16 code units; longer runs are no words (keys, encoded data).</summary>
    internal const int LongestWord = 64;

    private readonly char[] _word = new char[LongestWord];
    private int _length;
    private bool _tooLong;
    private bool _hasLetter;
    private bool _apostrophe;
    private char _highSurrogate;

    /// <summary>Takes a word; the characters are valid during the call.</summary>
    internal delegate void WordHandler(ReadOnlySpan<char> word);

    /// <summary>Takes a piece of text; a word may go on in the next one.</summary>
    internal void Feed(ReadOnlySpan<char> text)
    {
        foreach (char c in text)
        {
            if (char.IsAscii(c))
            {
                FeedAscii(c);
            }
            else
            {
                FeedOther(c);
            }
        }
    }

    /// <summary>Ends the word that is being read.</summary>
    internal void Flush()
    {
        if (_length >= 2 && _hasLetter && !_tooLong)
        {
            onWord(_word.AsSpan(0, _length));
        }

        _length = 0;
        _tooLong = _hasLetter = _apostrophe = false;
        _highSurrogate = '\0';
    }

    private void FeedAscii(char c)
    {
        if (char.IsAsciiLetter(c))
        {
            Append(lowercase ? (char)(c | 0x20) : c, isLetter: true);
        }
        else if (char.IsAsciiDigit(c))
        {
            Append(c, isLetter: false);
        }
        else if (c == '\'')
        {
            Apostrophe();
        }
        else if (_length > 0)
        {
            Flush();
        }
    }

    private void FeedOther(char c)
    {
        if (char.IsHighSurrogate(c))
        {
            _highSurrogate = c;
            return;
        }

        Rune rune;
        if (char.IsLowSurrogate(c) && _highSurrogate != '\0')
        {
            rune = new Rune(_highSurrogate, c);
            _highSurrogate = '\0';
        }
        else if (!Rune.TryCreate(c, out rune))
        {
            Flush();
            return;
        }

        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber:
                Append(lowercase ? Rune.ToLowerInvariant(rune) : rune, isLetter: true);
                break;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                if (_length > 0)
                {
                    Append(rune, isLetter: false);
                }

                break;
            case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber:
                Append(rune, isLetter: false);
                break;
            case UnicodeCategory.Format:
                break;
            default:
                if (rune.Value == '’')
                {
                    Apostrophe();
                }
                else
                {
                    Flush();
                }

                break;
        }
    }

    /// <summary>Counts only when a letter or digit follows one: kept in mind until then.</summary>
    private void Apostrophe()
    {
        if (_apostrophe)
        {
            Flush();
        }
        else if (_length > 0)
        {
            _apostrophe = true;
        }
    }

    private void Append(Rune rune, bool isLetter)
    {
        Span<char> units = stackalloc char[2];
        int length = rune.EncodeToUtf16(units);
        foreach (char c in units[..length])
        {
            Append(c, isLetter);
        }
    }

    private void Append(char c, bool isLetter)
    {
        if (_apostrophe)
        {
            _apostrophe = false;
            Append('\'', isLetter: false);
        }

        if (_length == LongestWord)
        {
            _tooLong = true;
            return;
        }

        _word[_length++] = c;
        _hasLetter |= isLetter;
    }
}
