import Kernel

extension ComfyGraphReader {
    func slots(of nodes: [String: ComfyJSON]) throws(ComfyGraphError) -> [String: ComfySlot] {
        var slots: [String: ComfySlot] = [:]
        var owners: [[String]: String] = [:]
        for (name, value) in try slotsMember().sorted(by: { $0.key < $1.key }) {
            let slot = try slot(value, at: "slots.\(name.shown)", in: nodes)
            if let owner = owners[[slot.node, slot.input]] {
                throw fault("slots.\(name.shown)", "sets the same input as slots.\(owner.shown)")
            }
            owners[[slot.node, slot.input]] = name
            slots[name] = slot
        }
        return slots
    }

    private func slot(
        _ value: ComfyJSON,
        at place: String,
        in nodes: [String: ComfyJSON]
    ) throws(ComfyGraphError) -> ComfySlot {
        guard let members = value.object else { throw fault(place, "must be an object") }
        let kind = try kind(members, at: place)
        let node = try text("node", of: members, at: "\(place).node")
        let input = try text("input", of: members, at: "\(place).input")
        guard let inputs = nodes[node]?.object?["inputs"]?.object else {
            throw fault("\(place).node", "the graph has no node \"\(node.shown)\"")
        }
        guard let present = inputs[input] else {
            throw fault("\(place).input", "node \"\(node.shown)\" has no input \"\(input.shown)\"")
        }
        guard present.list == nil else {
            throw fault(
                "\(place).input",
                "input \"\(input.shown)\" of node \"\(node.shown)\" is linked to another node and has no value"
            )
        }
        let slot = ComfySlot(node: node, input: input, kind: kind)
        guard slot.admits(present) else {
            throw fault(place, "does not admit the value that the graph has there")
        }
        return slot
    }

    private func kind(
        _ members: [String: ComfyJSON],
        at place: String
    ) throws(ComfyGraphError) -> ComfySlot.Kind {
        let type = try text("type", of: members, at: "\(place).type")
        var known = ["node", "input", "type"]
        let kind: ComfySlot.Kind
        switch type {
        case "string": kind = .text
        case "image": kind = .image
        case "integer":
            known += ["min", "max", "step"]
            kind = try whole(members, at: place)
        case "float":
            known += ["min", "max"]
            kind = .number(try range(members, at: place, of: "a number", \.number))
        case "enumeration":
            known.append("values")
            kind = .choice(try choices(members, at: place))
        default:
            throw fault("\(place).type", "must be string, integer, float, enumeration or image")
        }
        try refuseStrangers(members, at: place, known: known)
        return kind
    }

    private func whole(
        _ members: [String: ComfyJSON],
        at place: String
    ) throws(ComfyGraphError) -> ComfySlot.Kind {
        let range = try range(members, at: place, of: "a whole number", \.whole)
        guard let value = members["step"] else { return .whole(range, step: 1) }
        guard let step = value.whole, step > 0 else {
            throw fault("\(place).step", "must be a whole number above 0")
        }
        return .whole(range, step: step)
    }

    private func range<Number: Comparable>(
        _ members: [String: ComfyJSON],
        at place: String,
        of kind: String,
        _ read: (ComfyJSON) -> Number?
    ) throws(ComfyGraphError) -> ClosedRange<Number> {
        guard let least = members["min"] else { throw fault("\(place).min", "is missing") }
        guard let most = members["max"] else { throw fault("\(place).max", "is missing") }
        guard let lower = read(least) else { throw fault("\(place).min", "must be \(kind)") }
        guard let upper = read(most) else { throw fault("\(place).max", "must be \(kind)") }
        guard lower <= upper else { throw fault("\(place).max", "must not be below min") }
        return lower...upper
    }

    private func choices(
        _ members: [String: ComfyJSON],
        at place: String
    ) throws(ComfyGraphError) -> [String] {
        guard let value = members["values"] else { throw fault("\(place).values", "is missing") }
        let words = value.list?.compactMap(\.text) ?? []
        guard !words.isEmpty, words.count == value.list?.count else {
            throw fault("\(place).values", "must be a list of texts, and not empty")
        }
        return words
    }
}
