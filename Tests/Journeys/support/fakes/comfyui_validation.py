"""What ComfyUI has against a graph, in its own words (`validate_prompt` of its execution.py)."""

import traceback

from support.fakes.comfyui_nodes import Node

Fault = dict[str, object]


def fault(kind: str, message: str, details: str = "", **extra: object) -> Fault:
    return {"type": kind, "message": message, "details": details, "extra_info": extra}


class Refused(Exception):
    """Nothing of a graph can be run."""

    def __init__(self, error: Fault, node_errors: object):
        super().__init__(error["type"])
        self.body = {"error": error, "node_errors": node_errors}


class Validation:
    """The good outputs of a graph, and what is wrong with its nodes; `inputs` are the names of the pictures that are up."""

    def __init__(self, graph: dict, nodes: dict[str, Node], inputs: set[str]):
        self.graph, self.nodes, self.inputs = graph, nodes, inputs
        self.judged: dict[str, tuple[bool, list[Fault]]] = {}
        self.node_errors: dict[str, dict] = {}
        self.outputs = self._outputs()

    def _outputs(self) -> list[str]:
        candidates = [node_id for node_id in self.graph if self._class_of(node_id).is_output]
        if not candidates:
            raise Refused(fault("prompt_no_outputs", "Prompt has no outputs"), [])
        good = [output for output in candidates if self._is_good(output)]
        if not good:
            lines = [f"{each['message']}: {each['details']}" for node in self.node_errors.values() for each in node["errors"]]
            raise Refused(fault("prompt_outputs_failed_validation", "Prompt outputs failed validation", "\n".join(lines)), self.node_errors)
        return good

    def _class_of(self, node_id: str) -> Node:
        node = self.graph[node_id]
        name = node.get("class_type") if isinstance(node, dict) else None
        if name not in self.nodes:
            message = f"Node '{name}' not found. The custom node may not be installed."
            raise Refused(fault("missing_node_type", message, f"Node ID '#{node_id}'", node_id=node_id, class_type=name), [])
        return self.nodes[name]

    def _is_good(self, output: str) -> bool:
        try:
            good, _ = self._judge(output)
        except Exception as error:
            good = False
            reason = fault("exception_during_validation", "Exception when validating node", str(error), traceback=traceback.format_exc())
            self.judged[output] = (False, [reason])
        if good:
            return True
        for node_id, (is_good, errors) in self.judged.items():
            if not is_good and errors:
                entry = {"errors": errors, "dependent_outputs": [], "class_type": self.graph[node_id]["class_type"]}
                self.node_errors.setdefault(node_id, entry)["dependent_outputs"].append(output)
        return False

    def _judge(self, node_id: str) -> tuple[bool, list[Fault]]:
        if node_id not in self.judged:
            node, given = self._class_of(node_id), self.graph[node_id]["inputs"]
            errors: list[Fault] = []
            is_good = True
            for name, spec in {**node.required, **node.optional}.items():
                if name not in given:
                    if name in node.required:
                        errors.append(fault("required_input_missing", "Required input is missing", name, input_name=name))
                elif isinstance(given[name], list):
                    is_good = self._judge_link(name, given[name], spec, errors) and is_good
                else:
                    errors += self._value_faults(node_id, name, spec)
            self.judged[node_id] = (is_good and not errors, errors)
        return self.judged[node_id]

    def _judge_link(self, name: str, value: list, spec: object, errors: list[Fault]) -> bool:
        if len(value) != 2:
            message = "Bad linked input, must be a length-2 list of [node_id, slot_index]"
            errors.append(fault("bad_linked_input", message, name, input_name=name, received_value=value))
            return False
        source = self.nodes[self.graph[value[0]]["class_type"]]
        received, wanted = source.returns[value[1]], spec[0] if isinstance(spec, tuple) else "COMBO"
        if received != wanted:
            details = f"{name}, received_type({received}) mismatch input_type({wanted})"
            errors.append(fault("return_type_mismatch", "Return type mismatch between linked nodes", details, input_name=name))
            return False
        try:
            return self._judge(value[0])[0]
        except Exception as error:
            inner = fault("exception_during_inner_validation", "Exception when validating inner node", str(error), input_name=name)
            self.judged[value[0]] = (False, [inner])
            return False

    def _value_faults(self, node_id: str, name: str, spec: object) -> list[Fault]:
        """Values are turned into the type that is wanted, as ComfyUI does: `"28"` is a number."""
        inputs = self.graph[node_id]["inputs"]
        value = inputs[name]
        if isinstance(spec, list):
            if value in spec:
                return []
            details = f"{name}: '{value}' not in {spec if len(spec) <= 20 else f'(list of length {len(spec)})'}"
            return [fault("value_not_in_list", "Value not in list", details, input_name=name, received_value=value)]
        kind, limits = spec
        if kind not in ("INT", "FLOAT", "STRING"):
            # A plain value where a link belongs: every node of the real one fails when it runs, this one at once.
            return [fault("invalid_input_type", f"Failed to convert an input value to a {kind} value", name, input_name=name)]
        try:
            value = inputs[name] = {"INT": int, "FLOAT": float, "STRING": str}[kind](value)
        except (TypeError, ValueError) as error:
            message = f"Failed to convert an input value to a {kind} value"
            return [fault("invalid_input_type", message, f"{name}, {value}, {error}", input_name=name, received_value=value)]
        if "min" in limits and value < limits["min"]:
            message = f"Value {value} smaller than min of {limits['min']}"
            return [fault("value_smaller_than_min", message, name, input_name=name, received_value=value)]
        if "max" in limits and value > limits["max"]:
            message = f"Value {value} bigger than max of {limits['max']}"
            return [fault("value_bigger_than_max", message, name, input_name=name, received_value=value)]
        if name == "image" and value not in self.inputs:
            details = f"image - Invalid image file: {value}"
            return [fault("custom_validation_failed", "Custom validation failed for node", details, input_name=name)]
        return []
