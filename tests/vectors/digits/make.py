"""Makes the ONNX files of this folder. Needs scikit-learn, onnx and skl2onnx (README.md says which were used).

python3 make.py digits.csv.gz
"""
import sys

import numpy
import onnx
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import to_onnx
from sklearn.neural_network import MLPClassifier

PIXELS, HIDDEN, CLASSES = 64, 32, 10


def sponsors_model():
    """What the sponsor posts: an untrained network as any tool writes it, 64 -> 32 -> 10, Gemm and ReLU."""
    random = numpy.random.default_rng(1)

    def weight(inputs, outputs):
        return (random.uniform(-1, 1, (inputs, outputs)) / numpy.sqrt(inputs)).astype(numpy.float32)

    initializers = {
        "layer1.weight": weight(PIXELS, HIDDEN),
        "layer1.bias": numpy.zeros(HIDDEN, numpy.float32),
        "layer2.weight": weight(HIDDEN, CLASSES),
        "layer2.bias": numpy.zeros(CLASSES, numpy.float32),
    }
    nodes = [
        helper.make_node("Gemm", ["x", "layer1.weight", "layer1.bias"], ["h"]),
        helper.make_node("Relu", ["h"], ["a"]),
        helper.make_node("Gemm", ["a", "layer2.weight", "layer2.bias"], ["logits"]),
    ]
    graph = helper.make_graph(
        nodes,
        "digits",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", PIXELS])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", CLASSES])],
        [numpy_helper.from_array(value, name) for name, value in initializers.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def classifier(rows, hidden, dtype):
    """What a data scientist has: an MLPClassifier, exported by skl2onnx without a thought."""
    x, y = rows[:, :PIXELS] / 16, rows[:, PIXELS].astype(int)
    model = MLPClassifier(hidden_layer_sizes=(hidden,), alpha=1e-3, max_iter=400, random_state=1).fit(x, y)
    return to_onnx(model, x[:1].astype(dtype), target_opset=17)


# The rows that fall to Cleo in .ci/steps/story: the fifth and sixth of every seven.
rows = numpy.loadtxt(sys.argv[1], delimiter=",")
own = rows[[(i + 1) % 7 in (5, 6) for i in range(len(rows))]]
onnx.save(sponsors_model(), "model.onnx")
onnx.save(classifier(own, HIDDEN, numpy.float32), "sklearn.onnx")
onnx.save(classifier(own, HIDDEN, numpy.float64), "sklearn-double.onnx")
onnx.save(classifier(own, 24, numpy.float32), "sklearn-24.onnx")
