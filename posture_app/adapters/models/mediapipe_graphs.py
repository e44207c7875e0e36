"""MediaPipe's models run from small graphs of our own, where the Tasks API does not let them.

The Tasks API looks for people in whole pictures only and drops whom another one overlaps. The graphs
below are the middle parts of the wheel's own pose graph, with the window as an input.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from posture_app.adapters.models import bundle as model_bundle
from posture_app.adapters.models import mediapipe_import
from posture_app.domain.crowd import WORTH_FROM
from posture_app.domain.keypoints import MODEL_LANDMARKS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_app.domain.crowd import Window
    from posture_app.domain.keypoints import Person

    Picture = NDArray[np.uint8]
    Points = NDArray[np.float64]

DETECTOR_MODEL = "pose_detection/pose_detection.tflite"
LANDMARK_MODEL = "pose_landmark/pose_landmark_full.tflite"
PART_MODELS = (
    "hand_landmark/hand_landmark_full.tflite",
    "holistic_landmark/hand_recrop.tflite",
    "face_detection/face_detection_short_range.tflite",
    "face_landmark/face_landmark.tflite",
)


def _input(model: str, side: int, low: float) -> str:
    """Write how a window of the picture gets into a model; pixel values become `low` to 1."""
    return f"""
num_threads: 1
input_stream: "image"
input_stream: "window"
node {{
  calculator: "ToImageCalculator"
  input_stream: "IMAGE_CPU:image"
  output_stream: "IMAGE:picture"
}}
node {{
  calculator: "ImageToTensorCalculator"
  input_stream: "IMAGE:picture"
  input_stream: "NORM_RECT:window"
  output_stream: "TENSORS:seen"
  output_stream: "MATRIX:matrix"
  options {{ [mediapipe.ImageToTensorCalculatorOptions.ext] {{
    output_tensor_width: {side}
    output_tensor_height: {side}
    output_tensor_float_range {{ min: {low} max: 1.0 }}
    border_mode: BORDER_ZERO
  }} }}
}}
node {{
  calculator: "InferenceCalculatorCpu"
  input_stream: "TENSORS:seen"
  output_stream: "TENSORS:told"
  options {{ [mediapipe.InferenceCalculatorOptions.ext] {{
    model_path: "mediapipe/modules/{model}"
    delegate {{ xnnpack {{ num_threads: 1 }} }}
  }} }}
}}
"""


# Anchors and scales as in mediapipe/modules/pose_detection/pose_detection_cpu.pbtxt; its suppression of
# neighbours is left out, for that is done over all windows at once.
_DETECTOR = (
    _input(DETECTOR_MODEL, side=224, low=-1.0)
    + """
output_stream: "detections"
node {
  calculator: "SsdAnchorsCalculator"
  output_side_packet: "anchors"
  options { [mediapipe.SsdAnchorsCalculatorOptions.ext] {
    num_layers: 5
    min_scale: 0.1484375
    max_scale: 0.75
    input_size_height: 224
    input_size_width: 224
    anchor_offset_x: 0.5
    anchor_offset_y: 0.5
    strides: [8, 16, 32, 32, 32]
    aspect_ratios: 1.0
    fixed_anchor_size: true
  } }
}
node {
  calculator: "TensorsToDetectionsCalculator"
  input_stream: "TENSORS:told"
  input_side_packet: "ANCHORS:anchors"
  output_stream: "DETECTIONS:here"
  options { [mediapipe.TensorsToDetectionsCalculatorOptions.ext] {
    num_classes: 1
    num_boxes: 2254
    num_coords: 12
    box_coord_offset: 0
    keypoint_coord_offset: 4
    num_keypoints: 4
    num_values_per_keypoint: 2
    sigmoid_score: true
    score_clipping_thresh: 100.0
    reverse_output_order: true
    x_scale: 224.0
    y_scale: 224.0
    h_scale: 224.0
    w_scale: 224.0
    min_score_thresh: LEAST
  } }
}
node {
  calculator: "DetectionProjectionCalculator"
  input_stream: "DETECTIONS:here"
  input_stream: "PROJECTION_MATRIX:matrix"
  output_stream: "DETECTIONS:detections"
}
""".replace("LEAST", str(WORTH_FROM))
)

# As mediapipe/modules/pose_landmark/pose_landmark_by_roi_cpu.pbtxt, which keeps the score to itself.
_LANDMARKS = (
    _input(LANDMARK_MODEL, side=256, low=0.0)
    + """
output_stream: "landmarks"
output_stream: "world"
output_stream: "score"
node {
  calculator: "SplitTensorVectorCalculator"
  input_stream: "told"
  output_stream: "points"
  output_stream: "flag"
  output_stream: "heat"
  output_stream: "metres"
  options { [mediapipe.SplitVectorCalculatorOptions.ext] {
    ranges { begin: 0 end: 1 }
    ranges { begin: 1 end: 2 }
    ranges { begin: 3 end: 4 }
    ranges { begin: 4 end: 5 }
  } }
}
node {
  calculator: "TensorsToFloatsCalculator"
  input_stream: "TENSORS:flag"
  output_stream: "FLOAT:score"
}
node {
  calculator: "TensorsToLandmarksCalculator"
  input_stream: "TENSORS:points"
  output_stream: "NORM_LANDMARKS:rough"
  options { [mediapipe.TensorsToLandmarksCalculatorOptions.ext] {
    num_landmarks: 39
    input_image_width: 256
    input_image_height: 256
    visibility_activation: SIGMOID
    presence_activation: SIGMOID
  } }
}
node {
  calculator: "RefineLandmarksFromHeatmapCalculator"
  input_stream: "NORM_LANDMARKS:rough"
  input_stream: "TENSORS:heat"
  output_stream: "NORM_LANDMARKS:here"
  options { [mediapipe.RefineLandmarksFromHeatmapCalculatorOptions.ext] { kernel_size: 7 } }
}
node {
  calculator: "LandmarkProjectionCalculator"
  input_stream: "NORM_LANDMARKS:here"
  input_stream: "PROJECTION_MATRIX:matrix"
  output_stream: "NORM_LANDMARKS:landmarks"
}
node {
  calculator: "TensorsToLandmarksCalculator"
  input_stream: "TENSORS:metres"
  output_stream: "LANDMARKS:turned"
  options { [mediapipe.TensorsToLandmarksCalculatorOptions.ext] { num_landmarks: 39 } }
}
node {
  calculator: "WorldLandmarkProjectionCalculator"
  input_stream: "LANDMARKS:turned"
  input_stream: "NORM_RECT:window"
  output_stream: "LANDMARKS:world"
}
"""
)


# The part of mediapipe/modules/holistic_landmark that follows the body: each hand and the face are cut out by
# the body's landmarks, and given where their models hold them for present.
_PARTS = """
num_threads: 1
input_stream: "image"
input_stream: "body"
output_stream: "left"
output_stream: "right"
output_stream: "face"
node {
  calculator: "HandLandmarksLeftAndRightCpu"
  input_stream: "IMAGE:image"
  input_stream: "POSE_LANDMARKS:body"
  output_stream: "LEFT_HAND_LANDMARKS:left"
  output_stream: "RIGHT_HAND_LANDMARKS:right"
}
node {
  calculator: "SplitNormalizedLandmarkListCalculator"
  input_stream: "body"
  output_stream: "head"
  options { [mediapipe.SplitVectorCalculatorOptions.ext] { ranges { begin: 0 end: 11 } } }
}
node {
  calculator: "ConstantSidePacketCalculator"
  output_side_packet: "PACKET:with_irises"
  options { [mediapipe.ConstantSidePacketCalculatorOptions.ext] { packet { bool_value: false } } }
}
node {
  calculator: "FaceLandmarksFromPoseCpu"
  input_stream: "IMAGE:image"
  input_stream: "FACE_LANDMARKS_FROM_POSE:head"
  input_side_packet: "REFINE_LANDMARKS:with_irises"
  output_stream: "FACE_LANDMARKS:face"
}
"""


class Graph:
    """A graph that answers one call after the other; made on any thread, used on one at a time.

    Raises
    ------
    EnvironmentProblem
        ``model_missing`` when the installed wheel lacks one of its models.
    """

    def __init__(self, text: str, models: tuple[str, ...], outputs: tuple[str, ...]) -> None:
        mediapipe, _, _ = mediapipe_import.load()
        from mediapipe.python._framework_bindings import calculator_graph, resource_util

        for model in models:
            model_bundle.wheel_file(model)
        # The graphs name their models by paths below the wheel.
        resource_util.set_resource_dir(str(Path(mediapipe.__file__).parent.parent))
        self._told: dict[str, Any] = {}
        self._graph = calculator_graph.CalculatorGraph(graph_config=text)
        for name in outputs:
            self._graph.observe_output_stream(name, self._told.__setitem__)
        self._graph.start_run({})
        self._at = 0

    def run(self, **packets: Any) -> dict[str, Any]:
        """Send packets in; give those that came out, by name. A stream that stayed silent is missing."""
        self._at += 1
        self._told.clear()
        for name, packet in packets.items():
            self._graph.add_packet_to_input_stream(name, packet.at(self._at))
        self._graph.wait_until_idle()
        return dict(self._told)

    def close(self) -> None:
        """End it."""
        self._graph.close()


def pose_detector() -> Graph:
    """Make the graph ``image``, ``window`` to ``detections``: who may be in the window, by 4 points each."""
    return Graph(_DETECTOR, (DETECTOR_MODEL,), ("detections",))


def pose_landmarks() -> Graph:
    """Make the graph ``image``, ``window`` to ``landmarks``, ``world``, and ``score``: 33 + 6 points."""
    return Graph(_LANDMARKS, (LANDMARK_MODEL,), ("landmarks", "world", "score"))


def body_parts() -> Graph:
    """Make the graph ``image``, ``body`` to ``left``, ``right``, and ``face``: 21, 21, and 468 points."""
    return Graph(_PARTS, PART_MODELS, ("left", "right", "face"))


class Packets:
    """What goes into graphs and comes out of them."""

    def __init__(self) -> None:
        self._mediapipe, _, _ = mediapipe_import.load()
        from mediapipe.framework.formats import landmark_pb2, rect_pb2
        from mediapipe.python import packet_creator, packet_getter

        self._create, self._get, self._rect, self._landmark = (
            packet_creator,
            packet_getter,
            rect_pb2,
            landmark_pb2,
        )

    def picture(self, rgb: Picture) -> Any:
        """Pack a picture."""
        data = np.ascontiguousarray(rgb)
        return self._create.create_image_frame(image_format=self._mediapipe.ImageFormat.SRGB, data=data)

    def window(self, window: Window, width: int, height: int) -> Any:
        """Pack a window of a picture of that size."""
        rect = self._rect.NormalizedRect(
            x_center=window.x / width,
            y_center=window.y / height,
            width=window.side / width,
            height=window.side / height,
            rotation=window.turned_rad,
        )
        return self._create.create_proto(rect)

    def body(self, person: Person, width: int, height: int) -> Any:
        """Pack a person's landmarks."""
        points = self._landmark.NormalizedLandmarkList()
        shown = zip(
            person.keypoints.xy_px[:MODEL_LANDMARKS],
            person.keypoints.visibility[:MODEL_LANDMARKS],
            person.presence,
            strict=True,
        )
        for (x, y), visibility, presence in shown:
            points.landmark.add(x=x / width, y=y / height, visibility=visibility, presence=presence)
        return self._create.create_proto(points)

    def detections(self, packet: Any, width: int, height: int) -> list[tuple[float, Points]]:
        """Unpack detections: the score of each and its points, (n, 2) positions in pixels."""
        return [
            (
                float(one.score[0]),
                np.array([(at.x * width, at.y * height) for at in one.location_data.relative_keypoints]),
            )
            for one in self._get.get_proto_list(packet)
        ]

    def landmarks(self, packet: Any) -> Points:
        """Unpack landmarks, (n, 5): x, y, z, visibility, presence, in the units of the graph."""
        points = self._get.get_proto(packet).landmark
        return np.array([(one.x, one.y, one.z, one.visibility, one.presence) for one in points])

    def number(self, packet: Any) -> float:
        """Unpack a float."""
        return float(self._get.get_float(packet))
