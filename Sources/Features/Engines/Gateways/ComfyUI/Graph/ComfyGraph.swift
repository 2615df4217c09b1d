import Kernel

/// A graph that the operator approved, with the places in it that an order may set.
///
/// A graph is a program: its nodes read files and run code. So people never send one; they choose one of
/// these by its id, and their words, numbers and pictures are set as values where its slots are, never woven
/// into its text.
package struct ComfyGraph: Sendable {
    /// By it orders name the graph.
    package let id: String
    /// How people read it.
    package let label: String
    let slots: [String: ComfySlot]
    /// The node whose picture is fetched.
    let output: String
    /// By their ids, as the server takes them.
    let nodes: [String: ComfyJSON]

    /// How many references it takes, neither more nor fewer.
    package var imageCount: Int {
        slots.keys.count { name in if case .image = ComfyRole(name) { true } else { false } }
    }
    package var takesMask: Bool { slots[ComfyRole.mask.name] != nil }
    package var takesNegativePrompt: Bool { slots[ComfyRole.negativePrompt.name] != nil }
    /// Whether the order says how large the picture becomes; else it is made in the shape of the first
    /// reference.
    package var takesSize: Bool { slots[ComfyRole.width.name] != nil }

    /// The nodes with these values where the slots of these names are.
    /// - Throws: `GatewayFailure` of `invalidRequest` for a value that its slot does not admit, or a slot
    /// that is not there.
    func filled(with values: [String: ComfyJSON]) throws(GatewayFailure) -> [String: ComfyJSON] {
        var nodes = nodes
        for (name, value) in values {
            guard let slot = slots[name], slot.admits(value), var node = nodes[slot.node]?.object,
                var inputs = node["inputs"]?.object
            else { throw GatewayFailure(.invalidRequest) }
            inputs[slot.input] = value
            node["inputs"] = .object(inputs)
            nodes[slot.node] = .object(node)
        }
        return nodes
    }
}
