extension DesignWriter {
    private enum Extent {
        case fixed(Double)
        /// Of what is left, weighed against the other shares.
        case share(Double)
    }

    /// Lays items one below the other, or side by side, in the cells of a frame, or all of them over the whole frame.
    func stack(_ members: [String: PlainJSON], in frame: DesignFrame) throws(DesignFault) -> [PlainJSON] {
        let known: Set = ["stack", "box", "gap", "pack", "layers", "size", "share"]
        if let stranger = members.keys.first(where: { !known.contains($0) }) {
            throw DesignFault("stack.\(stranger)")
        }
        guard case .list(let listed) = members["layers"] else { throw DesignFault("stack.layers") }
        if members["stack"] == .text("over") { return try layers(listed, in: frame) }
        let isDown = try isDown(members["stack"])
        var items: [([String: PlainJSON], Extent)] = []
        for item in listed {
            guard case .object(let item) = item else { throw DesignFault("stack.layers") }
            if try isWanted(item) { items.append((item, try extent(item, frame))) }
        }
        let gap = try length(members["gap"], frame) ?? 0
        let room = isDown ? frame.parent.height : frame.parent.width
        let lengths = Self.lengths(items.map(\.1), gap: gap, room: room)
        var place = try start(
            members["pack"],
            left: room - lengths.reduce(gap * Double(max(0, lengths.count - 1)), +)
        )
        var layers: [PlainJSON] = []
        for (item, length) in zip(items.map(\.0), lengths) {
            var item = item
            item["size"] = nil
            item["share"] = nil
            let cell = cell(of: frame.parent, from: place, length: length, isDown: isDown)
            layers += try self.layers([.object(item)], in: DesignFrame(canvas: frame.canvas, parent: cell))
            place += length + gap
        }
        return layers
    }

    private func cell(of box: LayerBox, from place: Double, length: Double, isDown: Bool) -> LayerBox {
        isDown
            ? LayerBox(x: box.x, y: box.y + place, width: box.width, height: length)
            : LayerBox(x: box.x + place, y: box.y, width: length, height: box.height)
    }

    private static func lengths(_ extents: [Extent], gap: Double, room: Double) -> [Double] {
        var (fixed, shares) = (gap * Double(max(0, extents.count - 1)), 0.0)
        for extent in extents {
            switch extent {
            case .fixed(let length): fixed += length
            case .share(let share): shares += share
            }
        }
        return extents.map { extent in
            switch extent {
            case .fixed(let length): length
            case .share(let share): max(1, room - fixed) * share / shares
            }
        }
    }

    private func extent(_ item: [String: PlainJSON], _ frame: DesignFrame) throws(DesignFault) -> Extent {
        switch (item["size"], item["share"]) {
        case (nil, nil): return .share(1)
        case (nil, .number(let share)) where share > 0: return .share(share)
        case (let size?, nil):
            guard let length = try length(size, frame), length > 0 else { throw DesignFault("size") }
            return .fixed(length)
        default: throw DesignFault("share")
        }
    }

    private func isDown(_ value: PlainJSON?) throws(DesignFault) -> Bool {
        switch value {
        case .text("down"): return true
        case .text("right"): return false
        default: throw DesignFault("stack")
        }
    }

    /// Where the first cell starts when the cells do not fill the stack.
    private func start(_ value: PlainJSON?, left: Double) throws(DesignFault) -> Double {
        switch value {
        case nil, .text("start"): return 0
        case .text("middle"): return left / 2
        case .text("end"): return left
        default: throw DesignFault("pack")
        }
    }

    private func length(_ value: PlainJSON?, _ frame: DesignFrame) throws(DesignFault) -> Double? {
        switch value {
        case nil: return nil
        case .text(let text):
            if let length = frame.length(text) { return length }
        default: break
        }
        throw DesignFault("length")
    }
}
