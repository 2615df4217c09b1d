import Kernel

extension EditMember.Kind {
    /// Reads what a client wrote.
    /// - Throws: `Problem` that names the field.
    func read(_ json: PlainJSON, field: String) throws(Problem) -> EditValue {
        let value = try parsed(json, field: field)
        try check(value, field: field)
        return value
    }

    private func parsed(_ json: PlainJSON, field: String) throws(Problem) -> EditValue {
        switch (self, json) {
        case (.number, .number(let number)), (.whole, .number(let number)): return .number(number)
        case (.flag, .flag(let flag)): return .flag(flag)
        case (.word, .text(let word)): return .word(word)
        case (.fill(let words), .text(let text)) where words.contains(text): return .word(text)
        case (.colour, .text(let text)):
            guard let colour = Colour(text), colour.isOpaque else {
                throw Problem(.colourMalformed, field: field)
            }
            return .colour(colour)
        case (.fill, .text(let text)):
            guard let colour = Colour(text), colour.isOpaque else {
                throw .unknown(field, known: expectation)
            }
            return .colour(colour)
        case (.aspect, .text(let text)):
            guard let aspect = EditAspect(text) else { throw .unknown(field, known: expectation) }
            return .aspect(aspect)
        case (.image, .text(let text)):
            guard let image = ImageID(text) else { throw .unknown(field, known: expectation) }
            return .image(image)
        case (.box, .object(let members)): return .box(try EditBox(members, field: field))
        case (.curve, .list(let list)): return .points(try EditPoint.list(list, field: field))
        case (.mask, .object(let members)): return .mask(try EditMask(members, field: field))
        default: throw Problem(.wrongFieldType, field: field)
        }
    }

    /// Checks a value, whoever made it.
    func check(_ value: EditValue, field: String) throws(Problem) {
        switch (self, value) {
        case (.number(let range), .number(let number)): try number.check(range, field: field)
        case (.whole(let range), .number(let number)):
            try number.check(Double(range.lowerBound)...Double(range.upperBound), field: field)
            guard number == number.rounded() else { throw Problem(.wrongFieldType, field: field) }
        case (.word(let words), .word(let word)):
            guard words.contains(word) else { throw .unknown(field, known: expectation) }
        case (.fill(let words), .word(let word)):
            guard words.contains(word) else { throw .unknown(field, known: expectation) }
        case (.curve, .points(let points)): try EditPoint.checkCurve(points, field: field)
        case (.box, .box(let box)): try box.check(field: field)
        case (.mask, .mask(let mask)): try mask.check(field: field)
        case (.flag, .flag), (.colour, .colour), (.fill, .colour), (.aspect, .aspect), (.image, .image): break
        default: throw Problem(.wrongFieldType, field: field)
        }
    }

    /// What can be written, in signs that need no translation.
    private var expectation: String {
        switch self {
        case .word(let words): words.joined(separator: ", ")
        case .fill(let words): (["#rrggbb"] + words).joined(separator: ", ")
        case .aspect: "16:9"
        case .image: "img_…"
        default: ""
        }
    }
}

extension Double {
    func check(_ range: ClosedRange<Double>, field: String) throws(Problem) {
        guard range.contains(self) else {
            throw Problem(
                .valueOutOfRange,
                field: field,
                ["least": range.lowerBound.shortText, "most": range.upperBound.shortText]
            )
        }
    }
}

extension Int {
    func checkCount(_ range: ClosedRange<Int>, field: String) throws(Problem) {
        guard range.contains(self) else {
            throw Problem(
                .lengthOutOfRange,
                field: field,
                ["least": "\(range.lowerBound)", "most": "\(range.upperBound)"]
            )
        }
    }
}

extension Problem {
    static func unknown(_ field: String, known: String) -> Problem {
        Problem(.valueUnknown, field: field, ["known": known])
    }
}
