using System;

namespace Kernels.Inference;

/// <summary>One particle: a topic for each token so far, and how often each topic stands.</summary>
internal sealed class LeftToRightParticle(int topicCount)
{
    private readonly int[] _counts = new int[topicCount];

    // The topics that stand, in no order, and where each stands in that list.
    private readonly int[] _present = new int[topicCount];
    private readonly int[] _place = new int[topicCount];
    private int _presentCount;
    private int[] _topics = [];
    private int _tokens;

    /// <summary>Forgets everything; room for so many tokens.</summary>
    public void Begin(int tokens)
    {
        if (_topics.Length < tokens)
        {
            _topics = new int[tokens];
        }

        Array.Clear(_counts);
        (_presentCount, _tokens) = (0, 0);
    }

    /// <summary>Σ_k (α_k + n_k)·β_k.</summary>
    /// <param name="beta">β of a word, K values.</param>
    /// <param name="prior">Running sums of α_k·β_k, K values.</param>
    public double Mass(ReadOnlySpan<double> beta, ReadOnlySpan<double> prior) => PresentMass(beta) + prior[^1];

    /// <summary>A topic in proportion to (α_k + n_k)·β_k.</summary>
    /// <param name="beta">β of a word, K values.</param>
    /// <param name="prior">Running sums of α_k·β_k, K values.</param>
    /// <param name="uniform">In (0, 1).</param>
    public int Draw(ReadOnlySpan<double> beta, ReadOnlySpan<double> prior, double uniform)
    {
        double present = PresentMass(beta);
        double point = uniform * (present + prior[^1]);
        if (point >= present)
        {
            int place = prior.BinarySearch(point - present);
            return Math.Min(place < 0 ? ~place : place, prior.Length - 1);
        }

        double running = 0;
        for (int i = 0; i < _presentCount - 1; i++)
        {
            int topic = _present[i];
            running += _counts[topic] * beta[topic];
            if (point < running)
            {
                return topic;
            }
        }

        return _present[_presentCount - 1];
    }

    /// <summary>Gives a token a topic: the next one, or one that was removed.</summary>
    public void Assign(int token, int topic)
    {
        _topics[token] = topic;
        _tokens = Math.Max(_tokens, token + 1);
        if (_counts[topic]++ == 0)
        {
            _place[topic] = _presentCount;
            _present[_presentCount++] = topic;
        }
    }

    /// <summary>Takes a token's topic away.</summary>
    public void Remove(int token)
    {
        int topic = _topics[token];
        if (--_counts[topic] == 0)
        {
            int last = _present[--_presentCount];
            _present[_place[topic]] = last;
            _place[last] = _place[topic];
        }
    }

    /// <summary>Becomes another particle.</summary>
    public void CopyFrom(LeftToRightParticle other)
    {
        other._topics.AsSpan(0, other._tokens).CopyTo(_topics);
        other._counts.CopyTo(_counts, 0);
        other._present.AsSpan(0, other._presentCount).CopyTo(_present);
        other._place.CopyTo(_place, 0);
        (_presentCount, _tokens) = (other._presentCount, other._tokens);
    }

    private double PresentMass(ReadOnlySpan<double> beta)
    {
        double mass = 0;
        foreach (int topic in _present.AsSpan(0, _presentCount))
        {
            mass += _counts[topic] * beta[topic];
        }

        return mass;
    }
}
