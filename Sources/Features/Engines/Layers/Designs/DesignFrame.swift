/// Where a design's lengths are measured: `12u` is 12 % of the canvas's shorter side, `w` of its width, `h` of its height, `l` of its longer side.
struct DesignFrame {
    let canvas: LayerBox
    /// What boxes are placed in: the canvas, or a cell of a stack.
    let parent: LayerBox

    init(canvas: LayerBox, parent: LayerBox? = nil) {
        self.canvas = canvas
        self.parent = parent ?? canvas
    }

    /// Reads a sum like `100w - 16u`; nothing if it is none.
    func length(_ text: String) -> Double? {
        let words = text.drop { $0 == "=" }.split(separator: " ")
        guard !words.isEmpty, words.count % 2 == 1 else { return nil }
        var sum = 0.0
        for index in stride(from: 0, to: words.count, by: 2) {
            guard let term = term(words[index]) else { return nil }
            switch index == 0 ? "+" : words[index - 1] {
            case "+": sum += term
            case "-": sum -= term
            default: return nil
            }
        }
        return sum
    }

    private func term(_ text: Substring) -> Double? {
        guard let unit = text.last, let number = Double(text.dropLast()), number.isFinite else { return nil }
        switch unit {
        case "u": return number * canvas.shortSide / 100
        case "l": return number * max(canvas.width, canvas.height) / 100
        case "w": return number * canvas.width / 100
        case "h": return number * canvas.height / 100
        default: return nil
        }
    }

    /// Places a box in the parent: two of left, right and width, a width alone in the middle, nothing for all of it; down alike.
    func box(_ members: [String: PlainJSON]) throws(DesignFault) -> LayerBox {
        let known: Set = ["left", "right", "top", "bottom", "width", "height"]
        if let stranger = members.keys.first(where: { !known.contains($0) }) {
            throw DesignFault("box.\(stranger)")
        }
        let across = try span(members, "left", "right", "width", parent.x, parent.width)
        let down = try span(members, "top", "bottom", "height", parent.y, parent.height)
        return LayerBox(x: across.start, y: down.start, width: across.length, height: down.length).snapped
    }

    private func span(
        _ members: [String: PlainJSON],
        _ near: String,
        _ far: String,
        _ extent: String,
        _ start: Double,
        _ room: Double
    ) throws(DesignFault) -> (start: Double, length: Double) {
        let first = try measure(members, near)
        let last = try measure(members, far)
        let length = try measure(members, extent)
        switch (first, last, length) {
        case (nil, nil, nil): return (start, room)
        case (let first?, let last?, nil): return (start + first, room - first - last)
        case (let first?, nil, let length?): return (start + first, length)
        case (nil, let last?, let length?): return (start + room - last - length, length)
        case (nil, nil, let length?): return (start + (room - length) / 2, length)
        default: throw DesignFault("box.\(extent)")
        }
    }

    /// A length of a member, `0` included; nothing if it is not there.
    private func measure(_ members: [String: PlainJSON], _ name: String) throws(DesignFault) -> Double? {
        switch members[name] {
        case nil: return nil
        case .number(0): return 0
        case .text(let text):
            if let length = length(text) { return length }
        default: break
        }
        throw DesignFault("box.\(name)")
    }
}

/// What is wrong with a design's file: the place.
struct DesignFault: Error, Equatable {
    let place: String

    init(_ place: String) {
        self.place = place
    }
}
