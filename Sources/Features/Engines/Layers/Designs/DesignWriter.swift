import Kernel

/// Turns a design's arrangement into the layers of a document: places boxes, fills slots, takes colours from the palette.
struct DesignWriter {
    let palette: Design.Palette
    let styles: [String: PlainJSON]
    let texts: [String: String]
    let picture: ImageID?
    let language: Language

    /// The layers of a list, with those of its stacks in their places; what has no text or no picture is left out.
    func layers(_ items: [PlainJSON], in frame: DesignFrame) throws(DesignFault) -> [PlainJSON] {
        var layers: [PlainJSON] = []
        for item in items {
            guard case .object(var members) = item else { throw DesignFault("layers") }
            guard try isWanted(members) else { continue }
            members["when"] = nil
            members["languages"] = nil
            let box = try frame.box(Self.object(members["box"]))
            if members["stack"] != nil {
                layers += try stack(members, in: DesignFrame(canvas: frame.canvas, parent: box))
            } else {
                members["box"] = Self.json(box)
                members["text"] = try styled(members["text"])
                layers.append(try resolved(.object(members), in: frame))
            }
        }
        return layers
    }

    /// A text with the members of its style, unless it has its own.
    private func styled(_ text: PlainJSON?) throws(DesignFault) -> PlainJSON? {
        guard case .object(var members) = text, let style = members["style"] else { return text }
        guard case .text(let name) = style, case .object(let shared) = styles[name] else {
            throw DesignFault("text.style")
        }
        members["style"] = nil
        return .object(shared.merging(members) { _, own in own })
    }

    /// Fills slots, colours, lengths and what differs by language.
    func resolved(_ value: PlainJSON, in frame: DesignFrame) throws(DesignFault) -> PlainJSON {
        switch value {
        case .null, .flag, .number: return value
        case .list(let list):
            var items: [PlainJSON] = []
            for item in list { items.append(try resolved(item, in: frame)) }
            return .list(items)
        case .object(let members):
            if !members.isEmpty, members.keys.allSatisfy({ Language(rawValue: $0) != nil }) {
                guard let own = members[language.rawValue] else { throw DesignFault(language.rawValue) }
                return try resolved(own, in: frame)
            }
            var object: [String: PlainJSON] = [:]
            for (name, member) in members {
                let value = name == "box" ? member : try resolved(member, in: frame)
                object[name] = ["most", "size"].contains(name) ? value.legible : value
            }
            return .object(object)
        case .text(let text): return try resolved(text, in: frame)
        }
    }

    private func resolved(_ text: String, in frame: DesignFrame) throws(DesignFault) -> PlainJSON {
        if text.hasPrefix("=") {
            guard let length = frame.length(text) else { throw DesignFault(text) }
            // Whole pixels, but for the finest lines.
            return .number(abs(length) < 2 ? (length * 10).rounded() / 10 : length.rounded())
        }
        if text == "$picture" {
            guard let picture else { throw DesignFault(text) }
            return .text(picture.text)
        }
        if text.hasPrefix("$") { return .text(try colour(text.dropFirst())) }
        return .text(try filled(text))
    }

    /// `ink`, or `ink/60` for 60 % of it.
    private func colour(_ text: Substring) throws(DesignFault) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard let colour = palette.colours[String(parts[0])], parts.count <= 2 else {
            throw DesignFault("$\(text)")
        }
        guard parts.count == 2 else { return colour.text }
        guard let percent = Int(parts[1]), (0...100).contains(percent) else { throw DesignFault("$\(text)") }
        let alpha = UInt8((Double(colour.alpha) * Double(percent) / 100).rounded())
        return LayerColour(red: colour.red, green: colour.green, blue: colour.blue, alpha: alpha).text
    }

    /// Puts texts in for `{slot}`, in capitals for `{slot|upper}`.
    private func filled(_ text: String) throws(DesignFault) -> String {
        var (filled, rest) = ("", text[...])
        while let start = rest.firstIndex(of: "{") {
            guard let end = rest[start...].firstIndex(of: "}") else { throw DesignFault(text) }
            let name = rest[rest.index(after: start)..<end].split(separator: "|")
            guard let slot = name.first.map(String.init), name.count == 1 || name[1] == "upper" else {
                throw DesignFault(text)
            }
            let value = texts[slot] ?? ""
            filled += rest[..<start] + (name.count == 2 ? value.uppercased() : value)
            rest = rest[rest.index(after: end)...]
        }
        return filled + rest
    }

    /// Whether an item belongs to this language, its conditions hold, and nothing that it shows is missing.
    func isWanted(_ members: [String: PlainJSON]) throws(DesignFault) -> Bool {
        if let languages = members["languages"] {
            guard try Self.words(languages, "languages").contains(language.rawValue) else { return false }
        }
        for condition in try Self.words(members["when"] ?? .list([]), "when") {
            let isNegated = condition.hasPrefix("!")
            if has(condition.drop { $0 == "!" }) == isNegated { return false }
        }
        if case .object(let image) = members["image"], image["id"] == .text("$picture"), picture == nil {
            return false
        }
        guard case .object(let text) = members["text"], case .text(let words) = text["text"] else {
            return true
        }
        return try !filled(words).allSatisfy(\.isWhitespace)
    }

    private func has(_ name: Substring) -> Bool {
        name == "picture" ? picture != nil : !(texts[String(name)] ?? "").allSatisfy(\.isWhitespace)
    }

    static func object(_ value: PlainJSON?) throws(DesignFault) -> [String: PlainJSON] {
        switch value {
        case nil: return [:]
        case .object(let members): return members
        default: throw DesignFault("box")
        }
    }

    private static func words(_ value: PlainJSON, _ place: String) throws(DesignFault) -> [String] {
        guard case .list(let items) = value else { throw DesignFault(place) }
        var words: [String] = []
        for item in items {
            guard case .text(let word) = item else { throw DesignFault(place) }
            words.append(word)
        }
        return words
    }

    private static func json(_ box: LayerBox) -> PlainJSON {
        .object([
            "x": .number(box.x), "y": .number(box.y), "width": .number(box.width),
            "height": .number(box.height),
        ])
    }
}

extension PlainJSON {
    /// The size of letters on very small canvases, which is never below what can be set.
    fileprivate var legible: PlainJSON {
        guard case .number(let size) = self else { return self }
        return .number(max(4, size))
    }
}
