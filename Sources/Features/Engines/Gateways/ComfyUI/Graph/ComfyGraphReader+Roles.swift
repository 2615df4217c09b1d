import Kernel

extension ComfyGraphReader {
    /// Whether the slots that orders fill are of the right types, and all there that every order fills.
    func checkRoles(_ slots: [String: ComfySlot]) throws(ComfyGraphError) {
        for (name, slot) in slots.sorted(by: { $0.key < $1.key }) { try checkRole(name, slot) }
        let images = (1...ComfyRole.mostImages).filter { slots[ComfyRole.image($0).name] != nil }
        if let last = images.last, images.count != last {
            let gap = (1...last).first { !images.contains($0) } ?? 1
            throw fault("slots.image_\(last)", "counts from 1 without gaps; there is no image_\(gap)")
        }
        try checkSize(slots, hasImages: !images.isEmpty)
        guard let seed = slots[ComfyRole.seed.name] else {
            guard images.isEmpty else { return }
            throw fault(
                "slots.seed",
                "is missing; without it the server would give the same picture from its cache each time"
            )
        }
        try checkSeed(seed)
    }

    private func checkRole(_ name: String, _ slot: ComfySlot) throws(ComfyGraphError) {
        let place = "slots.\(name.shown)"
        if let role = ComfyRole(name) {
            guard slot.kind.type != role.type else { return }
            throw fault("\(place).type", "must be \(role.type)")
        }
        guard name.wholeMatch(of: /[a-z][a-z0-9_]{0,63}/) != nil else {
            throw fault(place, "must be named in 1 to 64 small letters, digits and underscores")
        }
        guard slot.kind != .image else {
            throw fault(
                "\(place).type",
                "only image_1 to image_\(ComfyRole.mostImages) and mask are pictures that an order brings"
            )
        }
    }

    private func checkSize(_ slots: [String: ComfySlot], hasImages: Bool) throws(ComfyGraphError) {
        let sides = [ComfyRole.width, .height].map(\.name)
        let missing = sides.filter { slots[$0] == nil }
        guard let first = missing.first else { return }
        if missing.count < sides.count {
            throw fault("slots.\(first)", "is missing; width and height go together")
        }
        guard hasImages else {
            throw fault("slots.\(first)", "is missing; only a graph that takes a picture may do without it")
        }
    }

    private func checkSeed(_ slot: ComfySlot) throws(ComfyGraphError) {
        let largest = Int(Seed.largest)
        guard case .whole(let range, step: 1) = slot.kind, range.contains(0), range.contains(largest) else {
            throw fault("slots.seed", "must admit every whole number from 0 to \(largest)")
        }
    }
}
