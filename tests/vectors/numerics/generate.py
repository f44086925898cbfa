"""Writes elementary.csv: function, argument bits, bits of the nearest double to the exact value (mpmath, 400 bits).

The fourth column, the bits of our implementation, is filled by the test itself:
  MODELMARKET_WRITE_VECTORS=1 dotnet test tests/ModelMarket.Learning.Tests --filter ElementaryVectorTests
"""
import random, struct
import mpmath as mp

mp.mp.prec = 400
COUNT = 48

def bits(x):
    return '%016x' % struct.unpack('>Q', struct.pack('>d', x))[0]

def nearest(v):
    return float(v)  # mpmath rounds to nearest even

FUNCTIONS = {
    'Exp': (mp.exp, -700, 700), 'Exp2': (lambda x: mp.mpf(2) ** x, -1000, 1000), 'Expm1': (mp.expm1, -30, 600),
    'Log': (mp.log, 1e-300, 1e300), 'Log1p': (mp.log1p, -0.999, 1e10), 'Log2': (lambda x: mp.log(x) / mp.log(2), 1e-300, 1e300),
    'Sin': (mp.sin, -1e6, 1e6), 'Cos': (mp.cos, -1e6, 1e6), 'Tan': (mp.tan, -1e6, 1e6),
    'Asin': (mp.asin, -1, 1), 'Acos': (mp.acos, -1, 1), 'Atan': (mp.atan, -1e6, 1e6),
    'Sinh': (mp.sinh, -700, 700), 'Cosh': (mp.cosh, -700, 700), 'Tanh': (mp.tanh, -20, 20),
    'Asinh': (mp.asinh, -1e10, 1e10), 'Acosh': (mp.acosh, 1, 1e10), 'Atanh': (mp.atanh, -0.9999, 0.9999),
    'Erf': (mp.erf, -6, 6), 'Sigmoid': (lambda x: 1 / (1 + mp.exp(-x)), -700, 40), 'Softplus': (lambda x: mp.log1p(mp.exp(x)), -700, 700),
    'Gelu': (lambda x: x * mp.erfc(-x / mp.sqrt(2)) / 2, -37, 9),
}

def arguments(low, high):
    """Half evenly spread, half over the magnitudes from 1e-12 up."""
    rng = random.Random(20240601)
    while True:
        yield rng.uniform(low, high)
        x = 10 ** rng.uniform(-12, mp.log10(max(abs(low), abs(high)))) * rng.choice([1, -1])
        if low <= x <= high:
            yield float(x)

if __name__ == '__main__':
    with open('elementary.csv', 'w') as out:
        for name, (f, low, high) in FUNCTIONS.items():
            source = arguments(low, high)
            for _ in range(COUNT):
                x = next(source)
                out.write('%s,%s,%s,\n' % (name, bits(x), bits(nearest(f(mp.mpf(x))))))
