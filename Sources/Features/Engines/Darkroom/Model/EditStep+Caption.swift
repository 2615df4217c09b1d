package import Kernel

extension EditStep {
    /// What it does, as a list of steps shows it: "Warmer +30".
    package func words(in catalogue: Catalogue) -> String {
        let words = catalogue[caption]
        guard values[.mask] != nil, tool.maskUse == .optional else { return words }
        return catalogue[Message("darkroom.step.masked", ["step": words])]
    }

    /// What it does, without a word on where.
    package var caption: Message {
        switch tool {
        case .exposure, .contrast, .highlights, .shadows, .temperature, .tint, .saturation, .vibrance,
            .vignette:
            step(amount < 0 ? "less" : "more", ["amount": amount.signedText])
        case .blur, .sharpen, .denoise, .grain, .auto, .blurBackground:
            step(nil, ["amount": amount.shortText])
        case .straighten, .rotate, .hue: step(nil, ["angle": angle.signedText])
        case .flip: step(word(.direction), [:])
        case .crop, .extend: shape
        case .resize: resizing
        case .levels: step(nil, texts([.black, .white]))
        case .posterise: step(nil, texts([.levels]))
        case .recolour: step(nil, ["colour": colour(.colour)?.text ?? ""])
        case .replaceBackground:
            if let colour = colour(.colour) {
                step("colour", ["colour": colour.text])
            } else {
                step("image", [:])
            }
        default: tool.name
        }
    }

    private var shape: Message {
        guard let aspect else { return tool.name }
        return step("aspect", ["aspect": aspect.text])
    }

    private var resizing: Message {
        if values[.factor] != nil { return step("factor", texts([.factor])) }
        guard values[.width] != nil else { return step("height", texts([.height])) }
        return values[.height] == nil
            ? step("width", texts([.width])) : step("both", texts([.width, .height]))
    }

    private func step(_ kind: String?, _ arguments: [String: String]) -> Message {
        Message(
            "darkroom.step." + ([tool.rawValue] + [kind].compactMap(\.self)).joined(separator: "."),
            arguments
        )
    }

    private func texts(_ names: [EditMember.Name]) -> [String: String] {
        Dictionary(uniqueKeysWithValues: names.map { ($0.rawValue, number($0)?.shortText ?? "") })
    }
}

extension EditMember {
    /// One of its words for readers.
    package static func label(of word: String) -> Message { Message("darkroom.word.\(word)") }
}

extension Double {
    /// With its sign, a minus as wide as the plus.
    fileprivate var signedText: String {
        if self < 0 { return "−" + (-self).shortText }
        return self > 0 ? "+" + shortText : shortText
    }
}
