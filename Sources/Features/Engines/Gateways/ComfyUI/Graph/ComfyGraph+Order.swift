import FoundationEssentials
import Kernel

extension ComfyGraph {
    /// How far the shape of a picture may be from the one that is ordered, where the graph knows no sizes: a
    /// pixel, and what rounding does.
    private static let shapeTolerance = 0.01

    /// The values that an order sets, by the names of their slots; its pictures are not among them.
    /// - Throws: `GatewayFailure` of `invalidRequest` where the order needs what the graph has no slot for,
    /// or the other way round.
    func values(of order: GatewayOrder) throws(GatewayFailure) -> [String: ComfyJSON] {
        try checkInputs(of: order)
        var values: [String: ComfyJSON] = [:]
        try put(order.prompt, .prompt, &values)
        try put(order.negativePrompt, .negativePrompt, &values)
        values.set(.seed, .whole(Int(order.seed.number)), in: self)
        values.set(.width, .whole(order.size.width), in: self)
        values.set(.height, .whole(order.size.height), in: self)
        _ = try filled(with: values)
        return values
    }

    /// The pictures of an order, by the names of the slots they belong into.
    func pictures(of order: GatewayOrder) -> [(slot: String, picture: ComfyPicture)] {
        var pictures = order.references.enumerated().map { place, reference in
            (ComfyRole.image(place + 1).name, ComfyPicture(reference, at: place))
        }
        if let mask = order.mask { pictures.append((ComfyRole.mask.name, ComfyPicture(mask: mask))) }
        return pictures
    }

    private func checkInputs(of order: GatewayOrder) throws(GatewayFailure) {
        guard order.turns.isEmpty, order.references.count == imageCount, (order.mask != nil) == takesMask
        else {
            throw GatewayFailure(.invalidRequest)
        }
        guard !takesSize else { return }
        guard let first = order.references.first,
            order.size.isShaped(as: first.size, within: Self.shapeTolerance)
        else { throw GatewayFailure(.invalidRequest) }
    }

    private func put(
        _ words: Prompt,
        _ role: ComfyRole,
        _ values: inout [String: ComfyJSON]
    ) throws(GatewayFailure) {
        guard let slot = slots[role.name] else {
            guard words.isEmpty else { throw GatewayFailure(.invalidRequest) }
            return
        }
        let type = nodes[slot.node]?.object?["class_type"]?.text ?? ""
        values[role.name] = .text(ComfyWords.neutralised(words.text, for: type))
    }
}

/// A picture of an order, on its way up.
struct ComfyPicture: Sendable {
    let bytes: Data
    let format: GatewayOrder.Reference.Format
    /// Which reference it is, from 0; nil for the mask.
    let place: Int?

    init(_ reference: GatewayOrder.Reference, at place: Int) {
        bytes = reference.bytes
        format = reference.format
        self.place = place
    }

    init(mask: Data) {
        bytes = mask
        format = .png
        place = nil
    }
}

extension [String: ComfyJSON] {
    /// Sets what the graph has a slot for.
    fileprivate mutating func set(_ role: ComfyRole, _ value: ComfyJSON, in graph: ComfyGraph) {
        if graph.slots[role.name] != nil { self[role.name] = value }
    }
}

extension PixelSize {
    fileprivate func isShaped(as other: PixelSize, within tolerance: Double) -> Bool {
        guard width > 0, height > 0, other.width > 0, other.height > 0 else { return false }
        let (ours, theirs) = (Double(width) / Double(height), Double(other.width) / Double(other.height))
        return abs(ours / theirs - 1) <= tolerance
    }
}
